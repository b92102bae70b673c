/* The reference firmware's core: packets and time in, answers and motor levels out.
 *
 * It does what docs/reference/protocol.md says and nothing else. No clock, no memory of its own, no floating point:
 * a port owns a `felt`, calls it with packets and the time, and puts out what it is told. Not safe for calls from
 * two threads or from an interrupt: a port collects bytes there and calls the core from its main loop.
 */
#ifndef FELT_H
#define FELT_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifndef FELT_TRACKS
#define FELT_TRACKS 8 /* room of the queue; the contract asks for at least 4 and at most 255 */
#endif
#ifndef FELT_SEGMENTS
#define FELT_SEGMENTS 64 /* 4 bytes each; at least 48, at most 255 */
#endif
#define FELT_MAJOR 1
#define FELT_MINOR 0
#define FELT_FIRMWARE 1
#define FELT_MOTORS 8
#define FELT_DEADMAN_MS 450 /* unless a port wants another: half a second with what the last packet took to come */
#define FELT_HASTE_MS 2U    /* the dead-man is so much sooner: ticks are 1 ms apart, and may come late by as much */
#define FELT_PACKET 64      /* bytes of the longest packet on a wire; a radio carries up to 20 */
#define FELT_ANSWER 20      /* of the longest that the device sends */
#define FELT_HEAD_BYTES 21  /* of the longest head of a track: chop, glide and four voices */

#if FELT_TRACKS < 4 || FELT_TRACKS > 255 || FELT_SEGMENTS < 48 || FELT_SEGMENTS > 255
#error "FELT_TRACKS must be 4 to 255 and FELT_SEGMENTS 48 to 255"
#endif

/* What the device is like; fields as in HELLO_R and PLACES. `motors` is 1 to 8, other values are brought into range. */
typedef struct {
    uint8_t motors, kind, steps, lowest, max_level, duty, rise_ms, stop_ms;
    uint16_t deadman_ms, longest_on_ms;
    uint8_t x[FELT_MOTORS], y[FELT_MOTORS];
} felt_config;

/* What the core needs from its port. `out` is called only when a motor's level or carrier (hz / 2, 0 for none) changes;
 * all motors are at 0 before the first call. `send` gets a packet of at most 20 bytes. Neither may call the core. */
typedef struct {
    void (*out)(void *context, uint8_t motor, uint8_t level, uint8_t carrier);
    void (*send)(void *context, const uint8_t *packet, uint8_t length);
    void *context;
} felt_hal;

typedef struct {
    uint16_t number; /* duration_ms * 4 + kind */
    uint8_t level;   /* at its end */
} felt_segment;

typedef struct {
    uint32_t t0;        /* device time, us */
    uint32_t length_ms; /* of the segments known so far */
    uint8_t head[FELT_HEAD_BYTES];
    uint8_t have, need; /* bytes of the head */
    uint8_t segments;
    uint8_t state;
} felt_track;

/* Complete here so that it can be static; its fields are the core's own. */
typedef struct felt {
    felt_config config;
    felt_hal hal;
    felt_segment segment[FELT_SEGMENTS]; /* a ring, in the order of the tracks */
    felt_track track[FELT_TRACKS];       /* a ring, the oldest first */
    uint8_t first_segment, segments, first_track, tracks;
    uint32_t heard_us, counted_us, reported_us;
    int32_t heat[FELT_MOTORS];
    uint16_t on_ms[FELT_MOTORS];
    uint8_t level[FELT_MOTORS], carrier[FELT_MOTORS]; /* as put out by the last tick */
    uint8_t rested;                                   /* motors that were brought to rest since then */
    uint8_t hot, stuck;                               /* motors that are blocked: too hot, on for too long */
    uint16_t boot, late, errors, underruns;
    uint16_t number; /* of a segment that is not here whole */
    uint8_t number_bytes;
    uint8_t open; /* the newest track takes more bytes */
    uint8_t session, halted, epoch, seq, limit, every_ms, changed;
} felt;

/* Begin at rest. `boot` differs from one start of the device to the next. */
void felt_init(felt *, const felt_config *, const felt_hal *, uint16_t boot, uint32_t now_us);

/* Take a packet of any length at its time, answer, then tick. */
void felt_receive(felt *, const uint8_t *packet, uint8_t length, uint32_t now_us);

/* Put out what is due. Call it at least once a millisecond; `now_us` wraps, and otherwise never goes back. */
void felt_tick(felt *, uint32_t now_us);

/* How long until the next tick should be, 1 to 1000 us. A track's corners are whole milliseconds from its start: what is
 * queued is put out there, and not up to a millisecond later. A port whose clock ticks as it likes need not ask. */
uint32_t felt_wait_us(const felt *, uint32_t now_us);

/* Count a frame that the framing layer found broken. */
void felt_frame_error(felt *);

#ifdef __cplusplus
}
#endif
#endif
