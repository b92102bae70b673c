/* From reset to main: the vector table, data and bss, and the four functions that a C compiler may call by itself. */
#include <stddef.h>
#include <stdint.h>

#include "board.h"

extern uint32_t data_start[], data_end[], data_load[], bss_start[], bss_end[], stack_top[];

int main(void);
void reset(void);

/* A processor that lost its way starts anew: motors are off after a reset. */
static void fault(void)
{
    board_restart();
}

static void nothing(void)
{
}

void reset(void)
{
    const uint32_t *from = data_load;
    for (uint32_t *to = data_start; to < data_end; to++)
        *to = *from++;
    for (uint32_t *to = bss_start; to < bss_end; to++)
        *to = 0;
    main();
    board_restart();
}

#define VECTORS 48

__attribute__((section(".vectors"), used)) static void (*const vectors[VECTORS])(void) = {
    (void (*)(void))(uintptr_t)stack_top,
    reset,
    fault, /* NMI */
    fault, /* hard fault */
    fault, fault, fault,
    0, 0, 0, 0,
    fault, /* SVC */
    fault,
    0,
    fault, /* PendSV */
    board_systick,
    board_uart0_received,
    nothing, /* UART0 transmit */
};

void *memset(void *to, int value, size_t count)
{
    for (uint8_t *p = to; count--;)
        *p++ = (uint8_t)value;
    return to;
}

void *memcpy(void *restrict to, const void *restrict from, size_t count)
{
    const uint8_t *q = from;
    for (uint8_t *p = to; count--;)
        *p++ = *q++;
    return to;
}

void *memmove(void *to, const void *from, size_t count)
{
    uint8_t *p = to;
    const uint8_t *q = from;
    if (p <= q)
        return memcpy(to, from, count);
    while (count--)
        p[count] = q[count];
    return to;
}

int memcmp(const void *a, const void *b, size_t count)
{
    const uint8_t *p = a, *q = b;
    for (; count--; p++, q++)
        if (*p != *q)
            return *p - *q;
    return 0;
}
