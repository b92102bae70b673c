/* fuzz N SEED: N random, valid and mutated frames through reader and core, in virtual time. What must never happen is
 * checked at every output and answer. Prints one line; exit status 1 when something did happen, 2 for bad usage. */
#define _POSIX_C_SOURCE 199309L

#include "felt.h"
#include "felt_frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static uint64_t state;
static felt device;
static felt_config config;
static struct {
    uint8_t level[FELT_MOTORS], carrier[FELT_MOTORS];
    uint8_t limit, quiet; /* quiet: nothing may play until a track is taken */
    uint8_t seq, epoch, reason, answers;
    uint32_t now, heard;
    unsigned long frames, broken, outs, taken, deadman, faults;
} seen;

static uint32_t any(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)((state >> 32) % below);
}

static uint8_t byte(void) { return (uint8_t)any(256); }

static void demand(int holds, const char *what)
{
    if (holds) return;
    printf("violated: %s (frame %lu, time %lu us)\n", what, seen.frames, (unsigned long)seen.now);
    exit(1);
}

static void on_out(void *context, uint8_t motor, uint8_t level, uint8_t carrier)
{
    (void)context;
    demand(motor < config.motors, "an output for a motor that is not there");
    demand(level != seen.level[motor] || carrier != seen.carrier[motor], "an output without a change");
    demand(level <= seen.limit, "a level above the limit");
    demand(level || !carrier, "a carrier at rest");
    demand(!level || !seen.quiet, "a level after a stop, a greeting or the dead-man");
    seen.level[motor] = level;
    seen.carrier[motor] = carrier;
    seen.outs++;
}

static void on_send(void *context, const uint8_t *packet, uint8_t length)
{
    (void)context;
    demand(length >= 1 && length <= FELT_PACKET, "an answer of a wrong length");
    if (packet[0] != 0x83) return;
    demand(length == 19, "a status of a wrong length");
    demand(packet[5] <= FELT_TRACKS && packet[6] <= FELT_SEGMENTS, "more room than there is");
    if (packet[1] == 8) seen.quiet = 1, seen.deadman++;
    if (packet[1] == 9) seen.faults++;
    if (seen.answers++) return;
    if (packet[3] != seen.epoch) seen.quiet = 1;
    seen.reason = packet[1];
    seen.seq = packet[2];
    seen.epoch = packet[3];
}

static void demand_rest(void)
{
    for (uint8_t m = 0; m < config.motors; m++)
        demand(!seen.level[m] || !seen.quiet, "still on after a stop or the dead-man");
}

static void tick(void)
{
    felt_tick(&device, seen.now);
    demand_rest();
    if (seen.now - seen.heard < config.deadman_ms * 1000U) return;
    for (uint8_t m = 0; m < config.motors; m++) demand(!seen.level[m], "on while the host is silent");
}

static void deliver(const uint8_t *packet, uint8_t length)
{
    uint8_t type = packet[0], before = seen.seq, fresh = 0;
    if (type == 0x13 && length == 2 && packet[1] < seen.limit) seen.limit = packet[1];
    if (type == 0x01 && length == 4) {
        seen.quiet = 1;
        seen.seq = 0;
        seen.epoch = packet[3];
    }
    fresh = type == 0x10 && length >= 7 && packet[1] == before && packet[2] == seen.epoch;
    uint8_t was_quiet = seen.quiet;
    if (fresh) seen.quiet = 0; /* it may begin within this very call; taken back where it was refused */
    seen.answers = 0;
    felt_receive(&device, packet, length, seen.now);
    if (seen.reason != 4 || type == 0x10 || type == 0x11 || type == 0x01 || type == 0x02) seen.heard = seen.now;
    if (fresh && seen.answers && seen.seq == before) seen.quiet = was_quiet;
    if (fresh && seen.seq != before) seen.taken++;
    demand_rest();
}

static uint8_t make_track(uint8_t *to)
{
    uint8_t *at = to;
    uint8_t head = any(4) ? (uint8_t)(any(32) & ~(any(2) ? 0U : 0x10U)) : byte();
    *at++ = head;
    if (head & 4) *at++ = (uint8_t)any(40), *at++ = byte();
    if (head & 8) *at++ = byte();
    if (head & 16) *at++ = byte(), *at++ = byte(), *at++ = 0;
    for (uint8_t v = 0; v <= (head & 3); v++) {
        *at++ = (uint8_t)(1 + any(any(8) ? (1U << config.motors) - 1 : 255));
        *at++ = byte();
        if (v) *at++ = (uint8_t)any(100), *at++ = 0;
    }
    for (uint32_t n = any(9); n; n--) {
        uint32_t number = any(any(2) ? 400 : 16384);
        if (number > 127) *at++ = (uint8_t)(number | 128), *at++ = (uint8_t)(number >> 7);
        else *at++ = (uint8_t)number;
        *at++ = byte();
    }
    if (any(4)) *at++ = 0;
    return (uint8_t)(at - to);
}

static uint8_t make_packet(uint8_t *to)
{
    static const uint8_t types[] = {0x10, 0x10, 0x10, 0x10, 0x11, 0x11, 0x03, 0x12, 0x02, 0x14, 0x10, 0x13, 0x01, 0xFF};
    static uint8_t track[64], length, used;
    uint8_t type = types[any(sizeof types)], part, most;
    if (type == 0x12 && any(4)) type = 0x11;
    if (type == 0x13 && any(50)) type = 0x10;
    if (type == 0xFF) {
        uint8_t count = (uint8_t)(1 + any(FELT_PACKET));
        for (uint8_t n = 0; n < count; n++) to[n] = byte();
        return count;
    }
    for (uint8_t n = 0; n < 5; n++) to[n] = byte();
    to[0] = type;
    switch (type) {
    case 0x01: return to[1] = any(8) ? 1 : byte(), 4;
    case 0x02: return 5;
    case 0x03: return 1;
    case 0x12: return to[1] = (uint8_t)(seen.epoch + any(12) - 2), 2;
    case 0x13: return to[1] = (uint8_t)(100 + any(156)), 2;
    case 0x14: return 2;
    default: break;
    }
    to[1] = (uint8_t)(seen.seq - (any(8) ? 0 : any(3) - 1));
    to[2] = (uint8_t)(seen.epoch - (any(20) ? 0 : 1));
    if (type == 0x10) {
        uint32_t t0 = seen.now + any(200000) - 20000;
        length = make_track(track);
        used = 0;
        for (uint8_t n = 0; n < 4; n++) to[3 + n] = (uint8_t)(t0 >> 8 * n);
    }
    most = type == 0x10 ? 13 : 17;
    part = (uint8_t)any(most + 1U);
    if (part > length - used) part = (uint8_t)(length - used);
    if (type == 0x11 && !part) return to[0] = 0x03, 1;
    memcpy(to + FELT_PACKET - most, track + used, part);
    used = (uint8_t)(used + part);
    return (uint8_t)(FELT_PACKET - most + part);
}

static void one_frame(felt_reader *reader)
{
    uint8_t packet[FELT_PACKET], frame[FELT_FRAME + 8], length = felt_write(frame, packet, make_packet(packet));
    if (!any(12)) frame[any(length)] ^= (uint8_t)(1U << any(8));
    if (!any(40)) for (uint8_t n = 0; n < 8; n++) frame[length++] = byte();
    seen.frames++;
    for (uint8_t n = 0; n < length; n++) {
        int got = felt_read(reader, frame[n], packet);
        demand(got <= FELT_PACKET, "a packet that is too long");
        if (got < 0) seen.broken++, felt_frame_error(&device);
        if (got > 0) deliver(packet, (uint8_t)got);
    }
}

static void begin(void)
{
    static felt_hal hal = {on_out, on_send, NULL};
    unsigned long kept[] = {seen.frames, seen.broken, seen.outs, seen.taken, seen.deadman, seen.faults};
    uint32_t now = seen.now;
    memset(&seen, 0, sizeof seen);
    seen.frames = kept[0], seen.broken = kept[1], seen.outs = kept[2];
    seen.taken = kept[3], seen.deadman = kept[4], seen.faults = kept[5];
    memset(&config, 0, sizeof config);
    config.motors = (uint8_t)(1 + any(8));
    config.duty = (uint8_t)any(101);
    config.max_level = any(2) ? 255 : byte();
    config.deadman_ms = (uint16_t)(1 + any(1000));
    config.longest_on_ms = (uint16_t)(1 + any(3000));
    seen.limit = config.max_level;
    seen.quiet = 1;
    seen.now = seen.heard = now;
    felt_init(&device, &config, &hal, (uint16_t)any(65536), now);
}

int main(int count, char **words)
{
    char *end_n = NULL, *end_seed = NULL;
    unsigned long frames = count == 3 ? strtoul(words[1], &end_n, 10) : 0;
    unsigned long seed = count == 3 ? strtoul(words[2], &end_seed, 10) : 0;
    if (!frames || *end_n || *end_seed || end_seed == words[2]) {
        fputs("usage: fuzz N SEED\n", stderr);
        return 2;
    }
    felt_reader reader = {{0}, 0, 0};
    struct timespec from, to;
    state = seed * 0x9E3779B97F4A7C15U + 1;
    clock_gettime(CLOCK_MONOTONIC, &from);
    while (seen.frames < frames) {
        if (seen.frames % 20000 == 0) begin();
        one_frame(&reader);
        for (uint32_t ticks = any(6); ticks; ticks--) {
            uint32_t rare = any(2000);
            seen.now += rare == 0 ? any(UINT32_MAX) : rare < 20 ? any(3000000) : any(3000);
            tick();
        }
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    double seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    printf("%lu frames (%lu broken), %lu tracks taken, %lu outputs, %lu dead-man, %lu faults: nothing violated, "
           "%.0f frames/s\n",
           seen.frames, seen.broken, seen.taken, seen.outs, seen.deadman, seen.faults, (double)seen.frames / seconds);
    return 0;
}
