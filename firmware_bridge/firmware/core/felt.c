#include "felt_track.h"

enum { HELLO = 0x01, TIME, PING, TRACK = 0x10, MORE, STOP, LIMIT, WATCH };
enum { HELLO_R = 0x81, TIME_R, STATUS, PLACES, LEVELS };
#define AHEAD_US 10000000L     /* a track that starts further ahead or longer ago is refused */
#define AGO_US 20000000L
#define AGED_US 1200000000L    /* longer than any track can be, and before the clock compares wrongly */
#define OVERTAKEN 8            /* epochs whose stop may still come */
#define TOO_HOT (255L * 20000) /* a motor is free again at half of it */
#define LONGEST_WATCH_US ((uint32_t)255000) /* older reports count as this old, so that their age cannot wrap */

static uint8_t *put16(uint8_t *to, uint16_t value)
{
    *to++ = (uint8_t)value;
    *to++ = (uint8_t)(value >> 8);
    return to;
}

static uint8_t *put32(uint8_t *to, uint32_t value)
{
    return put16(put16(to, (uint16_t)value), (uint16_t)(value >> 16));
}

static uint32_t get32(const uint8_t *from)
{
    return from[0] | (uint32_t)from[1] << 8 | (uint32_t)from[2] << 16 | (uint32_t)from[3] << 24;
}

void felt_count(uint16_t *counter)
{
    if (*counter < UINT16_MAX) ++*counter;
}

/* ---- packets of tracks ---- */

static void free_tracks(felt *f, uint32_t now)
{
    for (uint8_t n = 0; n < f->tracks; n++) {
        felt_track *t = felt_nth_track(f, n);
        if (since(t->t0, now) > AGED_US) t->state |= AGED;
        if (t->state & (ENDED | STARVED) || since(t->t0, now) < (int32_t)(t->length_ms * MS)) continue;
        t->state |= STARVED;
        felt_count(&f->underruns);
    }
    while (f->tracks) {
        felt_track *t = felt_nth_track(f, 0);
        if (!felt_track_over(t, now) || (f->tracks == 1 && !(t->state & ENDED))) break;
        f->first_segment = (uint8_t)((f->first_segment + t->segments) % FELT_SEGMENTS);
        f->segments = (uint8_t)(f->segments - t->segments);
        f->first_track = (uint8_t)((f->first_track + 1) % FELT_TRACKS);
        f->tracks--;
    }
}

static uint8_t take_track(felt *f, const uint8_t *packet, uint8_t length, uint32_t now)
{
    uint8_t fixed = packet[0] == TRACK ? 7 : 3, behind = (uint8_t)(f->seq - packet[1]);
    uint32_t t0 = 0;
    length = (uint8_t)(length - fixed);
    if (!f->session) return NO_SESSION;
    if (f->halted) return HALTED;
    if (packet[2] != f->epoch) return STALE;
    if (behind) return behind <= 128 ? OK : GAP;
    if (packet[0] == TRACK) {
        t0 = get32(&packet[3]);
        if (since(now, t0) > AHEAD_US || since(now, t0) < -AGO_US) return FAR;
        free_tracks(f, now); /* the place of one that ends where this one begins */
        if (f->tracks == FELT_TRACKS) return FULL;
    }
    if (FELT_SEGMENTS - f->segments < (length + 1) / 2) return FULL;
    f->seq++;
    if (packet[0] == TRACK) {
        felt_track *t = felt_nth_track(f, f->tracks++);
        t->t0 = t0;
        t->length_ms = 0;
        t->have = t->need = t->segments = t->state = 0;
        f->number_bytes = 0;
        f->open = 1;
    }
    return felt_take_bytes(f, packet + fixed, length, now);
}

/* ---- answers ---- */

static void send_status(felt *f, uint8_t reason, uint32_t now)
{
    uint8_t flags = (uint8_t)((f->tracks ? 1 : 0) | f->halted << 1 | (f->hot | f->stuck ? 4 : 0) | f->session << 3);
    uint8_t packet[FELT_ANSWER] = {STATUS, reason, f->seq, f->epoch, flags};
    packet[5] = (uint8_t)(FELT_TRACKS - f->tracks);
    packet[6] = (uint8_t)(FELT_SEGMENTS - f->segments);
    uint8_t *to = put16(put16(put16(put32(&packet[7], now), f->late), f->errors), f->underruns);
    f->hal.send(f->hal.context, packet, (uint8_t)(put16(to, f->boot) - packet));
}

static void send_hello(felt *f)
{
    const felt_config *c = &f->config;
    uint8_t packet[FELT_ANSWER] = {HELLO_R,  FELT_MAJOR, FELT_MINOR,   FELT_FIRMWARE, c->motors,     c->kind,
                                   c->steps, c->lowest,  f->limit,     FELT_TRACKS,   FELT_SEGMENTS};
    uint8_t *to = put16(put16(&packet[11], c->deadman_ms), c->longest_on_ms);
    *to++ = c->duty;
    *to++ = c->rise_ms;
    *to++ = c->stop_ms;
    f->hal.send(f->hal.context, packet, (uint8_t)(put16(to, f->boot) - packet));
    packet[0] = PLACES;
    for (uint8_t m = 0; m < c->motors; m++) {
        packet[1 + 2 * m] = c->x[m];
        packet[2 + 2 * m] = c->y[m];
    }
    f->hal.send(f->hal.context, packet, (uint8_t)(1 + 2 * c->motors));
}

static void send_levels(felt *f, uint32_t now)
{
    uint8_t packet[FELT_ANSWER] = {LEVELS}, *to = put32(&packet[1], now);
    for (uint8_t m = 0; m < f->config.motors; m++) *to++ = f->level[m];
    f->hal.send(f->hal.context, packet, (uint8_t)(to - packet));
    f->changed = 0;
    f->reported_us = now;
}

/* ---- packets ---- */

/* All motors to 0 before anything is answered, since a slow link may hold the answer up. `level` stays as it was, for
 * the heat of the time up to now; the tick that follows brings it to 0. */
static void rest(felt *f)
{
    for (uint8_t m = 0; m < f->config.motors; m++) {
        if (f->level[m] && !(f->rested >> m & 1)) f->hal.out(f->hal.context, m, 0, 0);
    }
    f->rested = 0xFF;
    f->tracks = f->segments = f->open = 0;
}

static void begin_epoch(felt *f, uint8_t epoch)
{
    rest(f);
    f->halted = f->seq = 0;
    f->epoch = epoch;
}

static uint8_t fits(uint8_t type, uint8_t length)
{
    switch (type) {
    case HELLO: return length == 4;
    case TIME: return length == 5;
    case PING: return length == 1;
    case TRACK: return length >= 7 && length <= FELT_PACKET;
    case MORE: return length >= 4 && length <= FELT_PACKET;
    case STOP:
    case LIMIT:
    case WATCH: return length == 2;
    default: return 0;
    }
}

static void handle(felt *f, const uint8_t *packet, uint8_t length, uint32_t now)
{
    uint8_t reason = OK, answer[13];
    switch (packet[0]) {
    case HELLO:
        begin_epoch(f, packet[3]);
        f->every_ms = 0;
        f->session = packet[1] == FELT_MAJOR;
        send_hello(f);
        return;
    case TIME:
        answer[0] = TIME_R;
        put32(put32(put32(&answer[1], get32(&packet[1])), now), now);
        f->hal.send(f->hal.context, answer, sizeof answer);
        return;
    case TRACK:
    case MORE: reason = take_track(f, packet, length, now); break;
    case STOP:
        if ((uint8_t)(f->epoch - packet[1]) > OVERTAKEN) begin_epoch(f, packet[1]);
        break;
    case LIMIT:
        if (packet[1] < f->limit) f->limit = packet[1];
        break;
    case WATCH: f->every_ms = packet[1]; break;
    default: break;
    }
    send_status(f, reason, now);
}

void felt_receive(felt *f, const uint8_t *packet, uint8_t length, uint32_t now)
{
    if (length && fits(packet[0], length)) {
        f->heard_us = now;
        handle(f, packet, length, now);
    } else {
        felt_count(&f->errors);
        send_status(f, BAD, now);
    }
    felt_tick(f, now);
}

void felt_frame_error(felt *f) { felt_count(&f->errors); }

/* ---- time ---- */

/* Heat and time on for the whole milliseconds that have passed. Returns whether a motor became blocked. */
static uint8_t count_time(felt *f, uint32_t now)
{
    uint32_t ms = (now - f->counted_us) / MS;
    uint8_t blocked = f->hot | f->stuck;
    f->counted_us += ms * MS;
    for (uint8_t m = 0; m < f->config.motors; m++) {
        uint8_t bit = (uint8_t)(1 << m);
        f->heat[m] += (int32_t)ms * (f->level[m] - (int32_t)255 * f->config.duty / 100);
        if (f->heat[m] < 0) f->heat[m] = 0;
        if (f->heat[m] >= TOO_HOT) f->hot |= bit;
        else if (f->heat[m] <= TOO_HOT / 2) f->hot = (uint8_t)(f->hot & ~bit);
        if (!f->level[m]) continue;
        f->on_ms[m] = ms > (uint32_t)(UINT16_MAX - f->on_ms[m]) ? UINT16_MAX : (uint16_t)(f->on_ms[m] + ms);
        if (f->on_ms[m] >= f->config.longest_on_ms) f->stuck |= bit;
    }
    return (uint8_t)((f->hot | f->stuck) & ~blocked);
}

static void put_out(felt *f, uint32_t now)
{
    uint8_t level[FELT_MOTORS] = {0}, carrier[FELT_MOTORS] = {0};
    felt_play(f, level, carrier, now);
    for (uint8_t m = 0; m < f->config.motors; m++) {
        uint8_t bit = (uint8_t)(1 << m);
        if (level[m] > f->limit) level[m] = f->limit;
        if (!level[m]) f->stuck = (uint8_t)(f->stuck & ~bit);
        if ((f->hot | f->stuck) & bit) level[m] = 0;
        if (!level[m]) carrier[m] = 0, f->on_ms[m] = 0;
        if (level[m] != f->level[m]) f->changed = 1;
        if (f->rested & bit) f->level[m] = f->carrier[m] = 0;
        if (level[m] != f->level[m] || carrier[m] != f->carrier[m]) f->hal.out(f->hal.context, m, level[m], carrier[m]);
        f->level[m] = level[m];
        f->carrier[m] = carrier[m];
    }
    f->rested = 0;
}

void felt_tick(felt *f, uint32_t now)
{
    uint8_t fault = count_time(f, now);
    uint32_t bears_ms = f->config.deadman_ms;
    bears_ms = bears_ms > FELT_HASTE_MS ? bears_ms - FELT_HASTE_MS : 0;
    if (f->tracks && now - f->heard_us >= bears_ms * MS) {
        rest(f);
        f->halted = 1;
        send_status(f, DEADMAN, now);
    }
    free_tracks(f, now);
    put_out(f, now);
    if (fault) send_status(f, FAULT, now);
    if (now - f->reported_us > LONGEST_WATCH_US) f->reported_us = now - LONGEST_WATCH_US;
    if (f->every_ms && f->changed && now - f->reported_us >= (uint32_t)f->every_ms * MS) send_levels(f, now);
}

uint32_t felt_wait_us(const felt *f, uint32_t now)
{
    int32_t least = MS;
    for (uint8_t n = 0; n < f->tracks; n++) {
        int32_t past = since(f->track[(f->first_track + n) % FELT_TRACKS].t0, now) % (int32_t)MS;
        int32_t wait = past < 0 ? -past : (int32_t)MS - past;
        if (wait < least) least = wait;
    }
    return (uint32_t)least;
}

void felt_init(felt *f, const felt_config *config, const felt_hal *hal, uint16_t boot, uint32_t now)
{
    uint8_t *byte = (uint8_t *)f;
    for (uint16_t n = 0; n < sizeof *f; n++) byte[n] = 0;
    f->config = *config;
    f->hal = *hal;
    f->boot = boot;
    f->limit = config->max_level;
    f->heard_us = f->counted_us = now;
    f->reported_us = now - LONGEST_WATCH_US;
    if (!config->motors) f->config.motors = 1;
    if (config->motors > FELT_MOTORS) f->config.motors = FELT_MOTORS;
}
