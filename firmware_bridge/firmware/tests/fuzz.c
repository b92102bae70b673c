/* fuzz N SEED: N random, valid and spoiled frames through reader and core, in virtual time, with the book beside it. Prints
 * one line; exit status 1 when something happened that must not, 2 for bad usage. */
#define _POSIX_C_SOURCE 199309L

#include "book.h"
#include "felt_frame.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { FRAMES_A_DEVICE = 20000 };

static unsigned long frames;

static uint8_t make_packet(uint8_t *to)
{
    static const uint8_t types[] = {0x10, 0x10, 0x10, 0x10, 0x11, 0x11, 0x03, 0x12, 0x02, 0x14, 0x10, 0x13, 0x01, 0xFF};
    static uint8_t track[80], length, used;
    uint8_t type = types[any(sizeof types)], part, most, longest = any(2) ? FELT_PACKET : 20;
    if ((type == 0x12 || type == 0x01) && any(12)) type = 0x11;
    if (type == 0x13 && any(50)) type = 0x10;
    if (type == 0xFF) {
        uint8_t count = (uint8_t)(1 + any(FELT_PACKET));
        for (uint8_t n = 0; n < count; n++) to[n] = any_byte();
        return count;
    }
    for (uint8_t n = 0; n < 5; n++) to[n] = any_byte();
    to[0] = type;
    switch (type) {
    case 0x01: return to[1] = any(8) ? 1 : any_byte(), 4;
    case 0x02: return 5;
    case 0x03: return 1;
    case 0x12: return to[1] = (uint8_t)(epoch + any(12) - 2), 2;
    case 0x13: return to[1] = (uint8_t)(100 + any(156)), 2;
    case 0x14: return 2;
    default: break;
    }
    to[1] = (uint8_t)(next_seq - (any(8) ? 0 : any(3) - 1));
    to[2] = (uint8_t)(epoch - (any(20) ? 0 : 1));
    most = (uint8_t)(longest - (type == 0x10 ? 7 : 3));
    if (type == 0x10) {
        uint32_t t0 = now + any(60000) - 20000;
        length = any_track(track, sizeof track);
        used = 0;
        for (uint8_t n = 0; n < 4; n++) to[3 + n] = (uint8_t)(t0 >> 8 * n);
    }
    part = (uint8_t)any(most + 1U);
    if (any(2) || part > length - used) part = length - used < most ? (uint8_t)(length - used) : most;
    if (type == 0x11 && !part) return to[0] = 0x03, 1;
    memcpy(to + longest - most, track + used, part);
    used = (uint8_t)(used + part);
    return (uint8_t)(longest - most + part);
}

static void one_frame(felt_reader *reader)
{
    uint8_t packet[FELT_PACKET], frame[FELT_FRAME + 8], length = felt_write(frame, packet, make_packet(packet));
    if (!any(12)) frame[any(length)] ^= (uint8_t)(1U << any(8));
    if (!any(40)) for (uint8_t n = 0; n < 8; n++) frame[length++] = any_byte();
    frames++;
    for (uint8_t n = 0; n < length; n++) {
        int got = felt_read(reader, frame[n], packet);
        if (got > FELT_PACKET) abort();
        if (got < 0) book_frame_error();
        if (got > 0) book_deliver(packet, (uint8_t)got);
    }
}

int main(int count, char **words)
{
    unsigned long n;
    felt_reader reader = {{0}, 0, 0};
    struct timespec from, to;
    read_words(count, words, &n);
    clock_gettime(CLOCK_MONOTONIC, &from);
    while (frames < n) {
        if (frames % FRAMES_A_DEVICE == 0) book_begin(now, frames / FRAMES_A_DEVICE);
        one_frame(&reader);
        for (uint32_t ticks = any(6); ticks; ticks--) {
            uint32_t rare = any(2000);
            book_tick(rare == 0 ? any(UINT32_MAX) : rare < 20 ? any(3000000) : any(9000));
        }
    }
    clock_gettime(CLOCK_MONOTONIC, &to);
    double seconds = (double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9;
    printf("%lu frames (%lu broken), %lu tracks taken, %lu outputs, %lu stopped, %lu dead-man, %lu faults: nothing violated, "
           "%.0f frames/s\n",
           frames, counts.broken, counts.taken, counts.outs, counts.stops, counts.deadman, counts.faults,
           (double)frames / seconds);
    return 0;
}
