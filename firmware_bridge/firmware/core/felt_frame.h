/* Frames for links that are streams of bytes: COBS of the packet and its CRC-16, ended by a zero byte. */
#ifndef FELT_FRAME_H
#define FELT_FRAME_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define FELT_FRAME 68 /* bytes of the longest frame, zero byte included */

/* Where a reader is in the stream. All zero to begin with. */
typedef struct {
    uint8_t bytes[FELT_FRAME];
    uint8_t count;
    uint8_t bad; /* longer than any frame: skipped up to its zero */
} felt_reader;

/* Take the next byte. More than 0: `packet` (room for 64) holds a packet of that length; -1: a broken frame just ended;
 * 0: go on. A zero byte with nothing before it is nothing. */
int felt_read(felt_reader *, uint8_t byte, uint8_t *packet);

/* Frame a packet of 1 to 64 bytes into `frame` (room for 4 more). Returns the frame's length, 0 for other packets. */
uint8_t felt_write(uint8_t *frame, const uint8_t *packet, uint8_t length);

#ifdef __cplusplus
}
#endif
#endif
