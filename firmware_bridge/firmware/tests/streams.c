/* streams N SEED: N random streams of commands, each to a device that has just started, in virtual time, with the book
 * beside it: no level above the limit, none that no track of the epoch asks for, none after the dead-man. Prints one
 * line; exit status 1 when something happened that must not, 2 for bad usage. */
#include "book.h"

#include <stdio.h>
#include <string.h>

enum { MOST_PACKETS = 40 };

/* A host that keeps to the contract most of the time. */
static struct {
    uint8_t seq, epoch, track[80], length, used, sent[FELT_PACKET], sent_length;
} host;

static uint8_t next_packet(uint8_t *to)
{
    uint32_t roll = any(100);
    if (roll < 4 && host.sent_length) return memcpy(to, host.sent, host.sent_length), host.sent_length; /* a repeat */
    to[0] = 0x03;
    if (roll < 10) {
        host.epoch = (uint8_t)(host.epoch + (any(6) ? 1 : any(200)));
        host.seq = host.used = host.length = 0;
        if (roll < 7) return to[0] = 0x01, to[1] = any(20) ? 1 : 2, to[2] = 0, to[3] = host.epoch, 4;
        return to[0] = 0x12, to[1] = host.epoch, 2;
    }
    if (roll < 12) return to[0] = 0x12, to[1] = (uint8_t)(host.epoch - any(12)), 2; /* overtaken, perhaps */
    if (roll < 14) return to[0] = 0x13, to[1] = any_byte(), 2;
    if (roll < 16) return to[0] = 0x14, to[1] = any_byte(), 2;
    if (roll < 20) return 1;
    uint8_t fresh = host.used == host.length || !any(12), fixed = fresh ? 7 : 3;
    if (fresh) {
        static const uint32_t ahead[] = {0, 0, 500, 20000, 150000};
        uint32_t t0 = now + ahead[any(5)] - (any(8) ? 0 : any(40000));
        host.length = any_track(host.track, sizeof host.track);
        host.used = 0;
        for (uint8_t n = 0; n < 4; n++) to[3 + n] = (uint8_t)(t0 >> 8 * n);
    }
    uint8_t most = (uint8_t)((any(2) ? FELT_PACKET : 20) - fixed), left = (uint8_t)(host.length - host.used);
    uint8_t part = left < most ? left : most;
    to[0] = fresh ? 0x10 : 0x11;
    to[1] = any(40) ? host.seq : any_byte();
    to[2] = any(40) ? host.epoch : any_byte();
    memcpy(to + fixed, host.track + host.used, part);
    if (to[1] == host.seq && to[2] == host.epoch) host.seq++, host.used = (uint8_t)(host.used + part);
    memcpy(host.sent, to, host.sent_length = (uint8_t)(fixed + part));
    return host.sent_length;
}

static void one_stream(unsigned long number)
{
    uint8_t packet[FELT_PACKET] = {0x01, 1, 0, any_byte()}, wild = !any(4);
    uint32_t start = any(3) ? any(1000000) : UINT32_MAX - any(3000000); /* the clock wraps in many of them */
    book_begin(start, number);
    memset(&host, 0, sizeof host);
    host.epoch = packet[3];
    book_deliver(packet, 4);
    for (uint32_t left = 10 + any(MOST_PACKETS - 9); left; left--) {
        uint8_t length = next_packet(packet);
        if (wild && !any(6)) packet[any(length)] = any_byte();
        if (wild && !any(12)) length = (uint8_t)(1 + any(FELT_PACKET));
        book_deliver(packet, length);
        for (uint32_t ticks = any(12); ticks; ticks--) {
            uint32_t rare = any(200);
            book_tick(rare == 0 ? any(1500000) : rare < 20 ? any(90000) : any(6000));
        }
        if (!host.seq || host.seq == next_seq || any(3)) continue;
        host.seq = next_seq; /* what was lost is given up */
        host.used = host.length;
    }
}

int main(int count, char **words)
{
    unsigned long n;
    read_words(count, words, &n);
    for (unsigned long number = 0; number < n; number++) one_stream(number);
    printf("%lu streams, %lu packets, %lu tracks taken, %lu outputs, %lu at the limit, %lu stopped, %lu dead-man, %lu faults: "
           "nothing violated\n",
           n, counts.packets, counts.taken, counts.outs, counts.capped, counts.stops, counts.deadman, counts.faults);
    return 0;
}
