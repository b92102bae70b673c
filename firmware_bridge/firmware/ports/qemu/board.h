/* What the firmware needs of the emulated board: a clock, two serial ports, sleep and restart. */
#ifndef FELT_QEMU_BOARD_H
#define FELT_QEMU_BOARD_H

#include <stdbool.h>
#include <stdint.h>

typedef enum { PORT_HOST, PORT_LOG } board_port;

/* Starts the clock, the millisecond interrupt and both ports. */
void board_begin(void);

/* Microseconds since board_begin, modulo 2^32. */
uint32_t board_now_us(void);

/* A number that differs from one start to the next. */
uint16_t board_boot(void);

/* Takes the next byte from the host; false when there is none. */
bool board_read(uint8_t *byte);

/* Queues all of the bytes or, where they do not fit, none. Never waits. */
bool board_write(board_port port, const uint8_t *bytes, uint16_t count);

/* Hands queued bytes to the ports as far as these take them. */
void board_flush(void);

/* Sleeps until the next interrupt: a byte came or a millisecond is over. */
void board_sleep(void);

__attribute__((noreturn)) void board_restart(void);

void board_systick(void);
void board_uart0_received(void);

#endif
