/* Tracks inside the core: what their bytes say and what they play. For felt.c alone. */
#ifndef FELT_TRACK_H
#define FELT_TRACK_H

#include "felt.h"

enum { OK, GAP, STALE, FULL, BAD, FAR, HALTED, NO_SESSION, DEADMAN, FAULT }; /* a STATUS's reason */
/* Bits of a track's state: nothing more of it comes; it is counted as an underrun; it is too old to play. */
enum { ENDED = 1, STARVED = 2, AGED = 4 };

#define MS 1000

void felt_count(uint16_t *counter);
static inline int32_t since(uint32_t then, uint32_t now) { return (int32_t)(now - then); }

/* The n-th in the queue, the oldest first. */
felt_track *felt_nth_track(felt *, uint8_t n);

/* Take bytes of the newest track, if it is open. OK or BAD. */
uint8_t felt_take_bytes(felt *, const uint8_t *bytes, uint8_t length, uint32_t now);

/* Whether all its voices are over. */
uint8_t felt_track_over(const felt_track *, uint32_t now);

/* What is asked of each motor, and its carrier; both come in as zeros. */
void felt_play(felt *, uint8_t *level, uint8_t *carrier, uint32_t now);

#endif
