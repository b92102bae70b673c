/* The firmware on an emulated Cortex-M3. The host is on UART0; UART1 says outputs as JSON lines. */
#include "board.h"
#include "felt.h"
#include "felt_frame.h"

#define MOTORS 4
#ifndef DEADMAN_MS
#define DEADMAN_MS FELT_DEADMAN_MS
#endif

/* Bytes between two ticks: noise on the line must not keep the clock of the motors waiting. */
#define READ_AT_ONCE 64

static const felt_config config = {
    .motors = MOTORS,
    .kind = 1, /* lra */
    .steps = 255,
    .max_level = 255,
    .duty = 50,
    .deadman_ms = DEADMAN_MS,
    .longest_on_ms = 20000,
    .x = {0, 255, 0, 255},
    .y = {0, 0, 255, 255},
};

static felt core;
static felt_reader reader;
static uint8_t levels[MOTORS];
static bool changed;

static char *put_text(char *at, const char *text)
{
    while (*text)
        *at++ = *text++;
    return at;
}

static char *put_number(char *at, uint32_t number, uint8_t least_digits)
{
    char digits[10];
    uint8_t count = 0;
    do {
        digits[count++] = (char)('0' + number % 10u);
        number /= 10u;
    } while (number || count < least_digits);
    while (count)
        *at++ = digits[--count];
    return at;
}

static void log_outputs(uint32_t now_us)
{
    char line[32 + 8 * MOTORS];
    char *at = put_text(line, "{\"t_us\":");
    at = put_number(at, now_us, 1);
    at = put_text(at, ",\"levels\":[");
    for (uint8_t motor = 0; motor < MOTORS; motor++) {
        uint32_t part = (levels[motor] * 10000u + 127u) / 255u;
        at = put_text(at, motor ? "," : "");
        at = put_number(at, part / 10000u, 1);
        *at++ = '.';
        at = put_number(at, part % 10000u, 4);
    }
    at = put_text(at, "]}\n");
    board_write(PORT_LOG, (const uint8_t *)line, (uint16_t)(at - line));
    changed = false;
}

static void on_out(void *context, uint8_t motor, uint8_t level, uint8_t carrier)
{
    (void)context;
    (void)carrier;
    levels[motor] = level;
    changed = true;
}

static void on_send(void *context, const uint8_t *packet, uint8_t length)
{
    uint8_t frame[FELT_ANSWER + 4];
    (void)context;
    board_write(PORT_HOST, frame, felt_write(frame, packet, length));
}

static void read_host(void)
{
    uint8_t byte, packet[FELT_PACKET];
    for (int left = READ_AT_ONCE; left && board_read(&byte); left--) {
        int length = felt_read(&reader, byte, packet);
        if (length < 0)
            felt_frame_error(&core);
        if (length > 0) {
            uint32_t now_us = board_now_us();
            felt_receive(&core, packet, (uint8_t)length, now_us);
            if (changed)
                log_outputs(now_us);
        }
    }
}

int main(void)
{
    static const felt_hal hal = {on_out, on_send, 0};
    board_begin();
    log_outputs(board_now_us());
    felt_init(&core, &config, &hal, board_boot(), board_now_us());
    for (;;) {
        read_host();
        uint32_t now_us = board_now_us();
        felt_tick(&core, now_us);
        if (changed)
            log_outputs(now_us);
        board_flush();
        board_sleep();
    }
}
