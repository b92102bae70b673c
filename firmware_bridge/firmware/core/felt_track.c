#include "felt_track.h"

enum { RAMP, HOLD, EASE, ROOT };
enum { VOICES = 0x03, CHOP = 0x04, CARRIER = 0x08, GLIDE = 0x10, UNKNOWN = 0xE0 }; /* bits of a track's first byte */

#define FULL_X (255L * 128) /* what a voice plays at level 255, before its gain */

felt_track *felt_nth_track(felt *f, uint8_t n) { return &f->track[(f->first_track + n) % FELT_TRACKS]; }

static uint8_t voices_of(const felt_track *t) { return (uint8_t)((t->head[0] & VOICES) + 1); }

static uint8_t chop_bytes(uint8_t head) { return head & CHOP ? 2 : 0; }

static uint8_t first_voice(uint8_t head)
{
    return (uint8_t)(1 + chop_bytes(head) + (head & CARRIER ? (head & GLIDE ? 4 : 1) : 0));
}

static uint8_t whole(const felt_track *t) { return t->have && t->have == t->need; }

/* A voice's bytes: motors, gain and, but for the first voice, its delay. */
static const uint8_t *voice_of(const felt_track *t, uint8_t voice)
{
    return &t->head[first_voice(t->head[0]) + (voice ? 4 * voice - 2 : 0)];
}

static uint16_t delay_of(const felt_track *t, uint8_t voice)
{
    const uint8_t *bytes = voice_of(t, voice);
    if (!voice) return 0;
    return (uint16_t)(bytes[2] | (uint16_t)bytes[3] << 8);
}

uint8_t felt_track_over(const felt_track *t, uint32_t now)
{
    uint16_t longest = 0;
    if (t->state & AGED || !whole(t)) return 1;
    for (uint8_t v = 1; v < voices_of(t); v++)
        if (delay_of(t, v) > longest) longest = delay_of(t, v);
    return since(t->t0, now) >= (int32_t)((t->length_ms + longest) * MS);
}

/* ---- bytes ---- */

static uint8_t take_head(felt *f, felt_track *t, uint8_t byte, uint32_t now)
{
    uint8_t at = t->have, first = first_voice(at ? t->head[0] : byte);
    if (!at) {
        if (byte & UNKNOWN || (byte & (CARRIER | GLIDE)) == GLIDE) return BAD;
        t->need = (uint8_t)(first + 2 + 4 * (byte & VOICES));
    } else if (at <= chop_bytes(t->head[0])) {
        if (at == 1 && !byte) return BAD;
    } else if (at == first || (at > first && (at - first) % 4 == 2)) {
        if (!byte || byte >> f->config.motors) return BAD;
    }
    t->head[t->have++] = byte;
    if (whole(t) && since(t->t0, now) > 0) felt_count(&f->late);
    return OK;
}

static uint8_t take_segment(felt *f, felt_track *t, uint8_t byte)
{
    if (!f->number_bytes) {
        f->number = byte & 0x7F;
        f->number_bytes = 1;
        if (byte & 0x80) return OK;
    } else if (f->number_bytes == 1) {
        if (byte & 0x80) return BAD;
        f->number = (uint16_t)(f->number | (uint16_t)byte << 7);
    } else {
        felt_segment *s = &f->segment[(uint16_t)(f->first_segment + f->segments++) % FELT_SEGMENTS];
        s->number = f->number;
        s->level = byte;
        t->segments++;
        t->length_ms += s->number >> 2;
        f->number_bytes = 0;
        return OK;
    }
    f->number_bytes = 2;
    if (f->number == RAMP) {
        t->state |= ENDED;
        f->open = 0;
    }
    return f->number == EASE || f->number == ROOT ? BAD : OK;
}

uint8_t felt_take_bytes(felt *f, const uint8_t *bytes, uint8_t length, uint32_t now)
{
    felt_track *t = felt_nth_track(f, (uint8_t)(f->tracks - 1));
    for (; f->open && length; length--, bytes++) {
        if ((whole(t) ? take_segment(f, t, *bytes) : take_head(f, t, *bytes, now)) == OK) continue;
        f->open = 0;
        t->state |= ENDED;
        if (!whole(t)) f->tracks--;
        return BAD;
    }
    return OK;
}

/* ---- levels ---- */

/* What a segment plays at `at_us` from its start, 0 to 255 * 128. */
static int32_t inside(const uint8_t *head, const felt_segment *s, int32_t from, uint32_t at_us)
{
    /* The corners of a rise from 0, of an ease and of a root: sixteenths of the time, level. */
    static const uint8_t times[2][5] = {{0, 4, 8, 12, 16}, {0, 4, 9, 16, 16}};
    static const uint8_t shares[2][5] = {{0, 37, 128, 218, 255}, {0, 128, 191, 255, 255}};
    uint32_t kind = s->number & 3, start = 0, end = s->number >> 2, parts;
    int32_t to = s->level, x;
    if (kind == HOLD) from = to;
    if (kind >= EASE) {
        int32_t low = from < to ? from : to, high = from < to ? to : from, a = from, b;
        uint32_t ms = end;
        for (uint8_t k = 1;; k++, a = b, start = end) {
            uint8_t c = from <= to ? k : (uint8_t)(4 - k), time = times[kind - EASE][c];
            end = ms * (from <= to ? time : 16U - time) / 16;
            b = (high * shares[kind - EASE][c] + 127) / 255;
            if (b < low) b = low;
            if (at_us < end * MS) break;
        }
        from = a;
        to = b;
    }
    at_us -= start * MS;
    x = from * 128 + (to - from) * 128 * (int32_t)(at_us >> 6) / (int32_t)((end - start) * MS >> 6);
    if (head[0] & CHOP) {
        parts = (end - start) / head[1];
        if (parts >= 3 && (((at_us / MS + 1) * ((parts - 1) | 1) - 1) / (end - start) & 1)) x = x * head[2] / 255;
    }
    return x;
}

/* What a voice plays at `us` from its own start, before its gain. */
static int32_t voice_at(felt *f, const felt_track *t, uint16_t segment, uint32_t us)
{
    int32_t from = 0;
    for (uint8_t n = 0; n < t->segments; n++, segment++) {
        const felt_segment *s = &f->segment[segment % FELT_SEGMENTS];
        uint32_t span = (uint32_t)(s->number >> 2) * MS;
        if (us < span) return inside(t->head, s, from, us);
        us -= span;
        from = s->level;
    }
    return 0;
}

static uint8_t carrier_at(const felt_track *t, uint32_t us)
{
    const uint8_t *c = &t->head[1 + chop_bytes(t->head[0])];
    if (!(t->head[0] & CARRIER)) return 0;
    if (!(t->head[0] & GLIDE)) return c[0];
    int32_t span = c[2] | (int32_t)c[3] << 8, ms = (int32_t)(us / MS);
    if (ms >= span) return c[1];
    return (uint8_t)(c[0] + (c[1] - c[0]) * ms / span);
}

void felt_play(felt *f, uint8_t *level, uint8_t *carrier, uint32_t now)
{
    uint16_t segment = f->first_segment;
    for (uint8_t n = 0; n < f->tracks; n++) {
        const felt_track *t = felt_nth_track(f, n);
        for (uint8_t v = 0; whole(t) && !(t->state & AGED) && v < voices_of(t); v++) {
            const uint8_t *voice = voice_of(t, v);
            int32_t us = since(t->t0, now) - (int32_t)delay_of(t, v) * MS;
            if (us < 0) continue;
            uint8_t own = (uint8_t)((voice_at(f, t, segment, (uint32_t)us) * voice[1] + FULL_X / 2) / FULL_X);
            for (uint8_t m = 0; m < f->config.motors; m++) {
                if (!(voice[0] >> m & 1) || own <= level[m]) continue;
                level[m] = own;
                carrier[m] = carrier_at(t, (uint32_t)us);
            }
        }
        segment = (uint16_t)(segment + t->segments);
    }
}
