/* A book that is kept beside a device, for those who feed it at random: what must never happen is checked at every output
 * and every answer, and ends the process with status 1. One device at a time, in virtual time. */
#ifndef FELT_BOOK_H
#define FELT_BOOK_H

#include "felt.h"

typedef struct {
    unsigned long packets, broken, outs, taken, stops, deadman, faults, capped;
} book_counts;

extern book_counts counts;       /* since the process began */
extern felt_config config;       /* of the device */
extern uint8_t next_seq, epoch;  /* as the device said last */
extern uint32_t now;

/* Random numbers; the same seed gives the same ones. */
void seed(uint64_t number);
uint32_t any(uint32_t below);
uint8_t any_byte(void);

/* Begin with a device of a random kind, at `start`; a line of what went before tells where a violation was. */
void book_begin(uint32_t start, unsigned long stream);
void book_deliver(const uint8_t *packet, uint8_t length);
void book_frame_error(void);
void book_tick(uint32_t us_later);

/* Write a random track, most of the time a right one, of at most `room` bytes. Returns how many it has. */
uint8_t any_track(uint8_t *to, uint8_t room);

/* The two numbers that both programs take, or status 2. */
void read_words(int count, char **words, unsigned long *n);

#endif
