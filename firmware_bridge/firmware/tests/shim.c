/* The core for a foreign-function interface: a device on the heap, what it sends and puts out kept until it is drained.
 *
 * Both drains hand out records one after another: a sent packet is its length and its bytes; an output is motor, level,
 * carrier. What does not fit the buffers is lost and `shim_lost` says so; drain after each call and nothing is.
 */
#include "felt.h"
#include "felt_frame.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM = 4096 };

typedef struct {
    felt device;
    uint8_t sent[ROOM], outs[ROOM];
    uint32_t sent_bytes, outs_bytes, lost;
} shim;

shim *shim_create(const felt_config *config, uint16_t boot, uint32_t now_us);
void shim_destroy(shim *s);
void shim_receive(shim *s, const uint8_t *packet, uint8_t length, uint32_t now_us);
void shim_tick(shim *s, uint32_t now_us);
uint32_t shim_wait_us(const shim *s, uint32_t now_us);
void shim_frame_error(shim *s);
uint32_t shim_drain_sent(shim *s, uint8_t *to);
uint32_t shim_drain_outs(shim *s, uint8_t *to);
uint32_t shim_lost(const shim *s);
uint32_t shim_state_bytes(void);

static void keep(shim *s, uint8_t *buffer, uint32_t *used, const uint8_t *bytes, uint32_t count)
{
    if (*used + count > ROOM) {
        s->lost++;
        return;
    }
    memcpy(buffer + *used, bytes, count);
    *used += count;
}

static void on_send(void *context, const uint8_t *packet, uint8_t length)
{
    shim *s = context;
    uint8_t record[1 + FELT_ANSWER] = {length};
    memcpy(record + 1, packet, length);
    keep(s, s->sent, &s->sent_bytes, record, 1U + length);
}

static void on_out(void *context, uint8_t motor, uint8_t level, uint8_t carrier)
{
    shim *s = context;
    uint8_t record[] = {motor, level, carrier};
    keep(s, s->outs, &s->outs_bytes, record, sizeof record);
}

static uint32_t drain(uint8_t *from, uint32_t *used, uint8_t *to)
{
    uint32_t count = *used;
    memcpy(to, from, count);
    *used = 0;
    return count;
}

shim *shim_create(const felt_config *config, uint16_t boot, uint32_t now_us)
{
    shim *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    felt_hal hal = {on_out, on_send, s};
    felt_init(&s->device, config, &hal, boot, now_us);
    return s;
}

void shim_destroy(shim *s) { free(s); }

void shim_receive(shim *s, const uint8_t *packet, uint8_t length, uint32_t now_us)
{
    felt_receive(&s->device, packet, length, now_us);
}

void shim_tick(shim *s, uint32_t now_us) { felt_tick(&s->device, now_us); }

uint32_t shim_wait_us(const shim *s, uint32_t now_us) { return felt_wait_us(&s->device, now_us); }

void shim_frame_error(shim *s) { felt_frame_error(&s->device); }

/* `to` needs room for 4096 bytes; returns how many were written. */
uint32_t shim_drain_sent(shim *s, uint8_t *to) { return drain(s->sent, &s->sent_bytes, to); }

uint32_t shim_drain_outs(shim *s, uint8_t *to) { return drain(s->outs, &s->outs_bytes, to); }

uint32_t shim_lost(const shim *s) { return s->lost; }

uint32_t shim_state_bytes(void) { return (uint32_t)(sizeof(felt) + sizeof(felt_reader)); }
