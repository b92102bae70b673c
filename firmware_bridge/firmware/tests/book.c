#include "book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OK, DEADMAN = 8, FAULT = 9, CLAIMS = 40 };

/* What one track that was taken may do, read from its bytes by rules of its own. */
typedef struct {
    uint32_t t0, length_ms, delay_ms, number;
    uint8_t head[FELT_HEAD_BYTES], have, motors, gain, peak, number_bytes, over;
} claim;

book_counts counts;
felt_config config;
uint8_t next_seq, epoch;
uint32_t now;

static uint64_t state;
static felt device;
static claim claims[CLAIMS];
static uint8_t claimed, level[FELT_MOTORS], carrier[FELT_MOTORS], limit, halted, answers, reason;
static uint32_t heard;
static unsigned long of_stream;

void seed(uint64_t number) { state = number * 0x9E3779B97F4A7C15U + 1; }

uint32_t any(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 32) % below);
}

uint8_t any_byte(void) { return (uint8_t)any(256); }

static void demand(int holds, const char *what)
{
    if (holds) return;
    printf("violated: %s (stream %lu, packet %lu, time %lu us)\n", what, of_stream, counts.packets, (unsigned long)now);
    exit(1);
}

/* ---- what was asked for ---- */

static uint8_t head_bytes(uint8_t head)
{
    return (uint8_t)(3 + (head & 4 ? 2 : 0) + (head & 8 ? (head & 16 ? 4 : 1) : 0) + 4 * (head & 3));
}

static void read_head(claim *c)
{
    const uint8_t *voice = c->head + head_bytes(c->head[0] & 0x1C) - 2;
    for (uint8_t v = 0; v <= (c->head[0] & 3); v++) {
        uint32_t delay_ms = v ? voice[2] + 256U * voice[3] : 0;
        c->motors |= voice[0];
        if (voice[1] > c->gain) c->gain = voice[1];
        if (delay_ms > c->delay_ms) c->delay_ms = delay_ms;
        voice += v ? 4 : 2;
    }
}

static void read_byte(claim *c, uint8_t byte)
{
    if (c->over) return;
    if (!c->have || c->have < head_bytes(c->head[0])) {
        c->head[c->have++] = byte;
        if (c->have == head_bytes(c->head[0])) read_head(c);
    } else if (c->number_bytes < 2) {
        c->number |= (uint32_t)(byte & 127) << 7 * c->number_bytes;
        c->number_bytes = byte & 128 && !c->number_bytes ? 1 : 2;
        c->over = c->number_bytes == 2 && c->number < 4 && c->number != 1;
    } else {
        c->length_ms += c->number >> 2;
        if (byte > c->peak) c->peak = byte;
        c->number = c->number_bytes = 0;
    }
}

static void claim_bytes(const uint8_t *packet, uint8_t length)
{
    uint8_t at = packet[0] == 0x10 ? 7 : 3;
    if (at == 7) {
        memset(&claims[claimed], 0, sizeof(claim));
        for (uint8_t n = 0; n < 4; n++) claims[claimed].t0 |= (uint32_t)packet[3 + n] << 8 * n;
        claimed++;
        counts.taken++;
    }
    for (; claimed && at < length; at++) read_byte(&claims[claimed - 1], packet[at]);
}

static int asked(uint8_t motor, uint8_t wanted)
{
    for (uint8_t n = 0; n < claimed; n++) {
        const claim *c = &claims[n];
        uint32_t since = now - c->t0;
        if (!(c->motors >> motor & 1) || since >= (c->length_ms + c->delay_ms) * 1000) continue;
        if (wanted <= (c->peak * c->gain * 2 + 255) / 510) return 1;
    }
    return 0;
}

/* ---- what it does ---- */

static void on_out(void *context, uint8_t motor, uint8_t wanted, uint8_t hz)
{
    (void)context;
    demand(motor < config.motors, "an output for a motor that is not there");
    demand(wanted != level[motor] || hz != carrier[motor], "an output without a change");
    demand(wanted <= limit, "a level above the limit");
    demand(wanted || !hz, "a carrier at rest");
    demand(!wanted || asked(motor, wanted), "a level that no track of this epoch asks for");
    level[motor] = wanted;
    carrier[motor] = hz;
    counts.outs++;
    counts.capped += wanted && wanted == limit;
}

static void on_send(void *context, const uint8_t *packet, uint8_t length)
{
    (void)context;
    demand(length >= 1 && length <= FELT_ANSWER, "an answer of a wrong length");
    if (packet[0] != 0x83) return;
    demand(length == 19, "a status of a wrong length");
    demand(packet[5] <= FELT_TRACKS && packet[6] <= FELT_SEGMENTS, "more room than there is");
    if (packet[1] == DEADMAN) {
        counts.deadman++;
        claimed = 0;
        halted = 1;
    }
    counts.faults += packet[1] == FAULT;
    if (answers++) return;
    reason = packet[1];
    next_seq = packet[2];
    epoch = packet[3];
}

static void demand_asked(void)
{
    for (uint8_t m = 0; m < config.motors; m++) {
        demand(!level[m] || asked(m, level[m]), "on, and no track of this epoch asks for it");
        demand(level[m] <= limit, "on above the limit");
        demand(!level[m] || now - heard < config.deadman_ms * 1000U, "on while the host is silent");
    }
}

void book_tick(uint32_t us_later)
{
    now += us_later;
    felt_tick(&device, now);
    demand_asked();
}

void book_frame_error(void)
{
    counts.broken++;
    felt_frame_error(&device);
}

static uint8_t is_known(const uint8_t *packet, uint8_t length)
{
    static const uint8_t lengths[] = {0, 4, 5, 1};
    uint8_t type = length ? packet[0] : 0;
    if (type == 0x10 || type == 0x11) return length >= (type == 0x10 ? 7 : 4) && length <= FELT_PACKET;
    return type && (type < 4 ? length == lengths[type] : type >= 0x12 && type <= 0x14 && length == 2);
}

void book_deliver(const uint8_t *packet, uint8_t length)
{
    uint8_t known = is_known(packet, length), type = known ? packet[0] : 0, seq = next_seq, of = epoch;
    counts.packets++;
    if (claimed == CLAIMS) memmove(claims, claims + 1, sizeof(claim) * --claimed); /* over for long: it frees the oldest */
    claim last = claimed ? claims[claimed - 1] : claims[0];
    uint8_t had = claimed;
    if (known) heard = now;
    if (type == 0x13 && packet[1] < limit) limit = packet[1];
    if (type == 0x01) {
        claimed = next_seq = halted = 0;
        epoch = packet[3];
    } else if (type == 0x12 && (uint8_t)(epoch - packet[1]) > 8) {
        counts.stops += claimed > 0;
        claimed = halted = 0;
        seq = 0;
    } else if ((type == 0x10 || type == 0x11) && packet[1] == seq && packet[2] == epoch && !halted) {
        claim_bytes(packet, length); /* it may begin within this very call; taken back where it was refused */
    }
    answers = 0;
    felt_receive(&device, packet, length, now);
    if ((type == 0x10 || type == 0x11) && next_seq == seq) {
        counts.taken -= claimed > had;
        if (claimed >= had) claimed = had;
        if (claimed) claims[claimed - 1] = last;
    }
    demand(known || reason == 4 || !answers, "a packet that is none was not called bad");
    demand(type == 0x01 || type == 0x12 || epoch == of, "another epoch without a stop");
    demand_asked();
}

void book_begin(uint32_t start, unsigned long stream)
{
    static const felt_hal hal = {on_out, on_send, NULL};
    memset(&config, 0, sizeof config);
    memset(level, 0, sizeof level);
    memset(carrier, 0, sizeof carrier);
    claimed = halted = answers = reason = next_seq = epoch = 0;
    config.motors = (uint8_t)(1 + any(8));
    config.duty = (uint8_t)any(101);
    config.max_level = any(2) ? 255 : any_byte();
    config.deadman_ms = (uint16_t)(1 + any(1000));
    config.longest_on_ms = (uint16_t)(1 + any(3000));
    limit = config.max_level;
    of_stream = stream;
    now = heard = start;
    felt_init(&device, &config, &hal, (uint16_t)any(65536), now);
}

/* ---- what it is fed with ---- */

uint8_t any_track(uint8_t *to, uint8_t room)
{
    uint8_t *at = to, *end = to + room;
    uint8_t head = any(16) ? (uint8_t)(any(32) & ~(any(2) ? 0U : 0x10U)) : any_byte();
    *at++ = head;
    if (head & 4) *at++ = (uint8_t)(any(40) + (any(20) > 0)), *at++ = any_byte();
    if (head & 8) *at++ = any_byte();
    if (head & 16) *at++ = any_byte(), *at++ = any_byte(), *at++ = (uint8_t)any(3);
    for (uint8_t v = 0; v <= (head & 3); v++) {
        *at++ = (uint8_t)(any(30) ? 1 + any((1U << config.motors) - 1) : any(256));
        *at++ = any_byte();
        if (v) *at++ = (uint8_t)any(100), *at++ = 0;
    }
    for (uint32_t n = any(9); n && end - at > 3; n--) {
        uint32_t number = any(any(3) ? 400 : 16384);
        if (number < 4 && any(30)) number = 1;
        if (number > 127) *at++ = (uint8_t)(number | 128), *at++ = (uint8_t)(number >> 7);
        else *at++ = (uint8_t)number;
        *at++ = any_byte();
    }
    if (any(6)) *at++ = 0;
    return (uint8_t)(at - to);
}

void read_words(int count, char **words, unsigned long *n)
{
    char *end = NULL, *end_seed = NULL;
    *n = count == 3 ? strtoul(words[1], &end, 10) : 0;
    unsigned long number = count == 3 ? strtoul(words[2], &end_seed, 10) : 0;
    if (!*n || *end || *end_seed || end_seed == words[2]) {
        fprintf(stderr, "usage: %s N SEED\n", count ? words[0] : "this");
        exit(2);
    }
    seed(number);
}
