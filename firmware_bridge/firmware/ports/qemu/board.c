/* The emulated board's registers: CMSDK UARTs, SysTick and the FPGA's counter. */
#include "board.h"

#define REGISTER(address) (*(volatile uint32_t *)(address))

#define SYSTICK_CTRL REGISTER(0xE000E010u)
#define SYSTICK_LOAD REGISTER(0xE000E014u)
#define SYSTICK_VALUE REGISTER(0xE000E018u)
#define NVIC_ENABLE REGISTER(0xE000E100u)
#define AIRCR REGISTER(0xE000ED0Cu)
#define AIRCR_RESET 0x05FA0004u

#define CLOCK_MHZ 25u
#define FPGA_COUNTER REGISTER(0x40028018u)
#define FPGA_PRESCALE REGISTER(0x4002801Cu)

#define UART_COUNT 2
#define UART(port) (0x40004000u + 0x1000u * (uint32_t)(port))
#define UART_DATA(port) REGISTER(UART(port) + 0x0u)
#define UART_STATE(port) REGISTER(UART(port) + 0x4u)
#define UART_CTRL(port) REGISTER(UART(port) + 0x8u)
#define UART_INTERRUPT(port) REGISTER(UART(port) + 0xCu)
#define UART_DIVIDER(port) REGISTER(UART(port) + 0x10u)
#define STATE_TX_FULL 1u
#define STATE_RX_FULL 2u
#define CTRL_TX 1u
#define CTRL_RX 2u
#define CTRL_RX_INTERRUPT 8u
#define INTERRUPT_RX 2u
#define BAUD_DIVIDER (CLOCK_MHZ * 1000000u / 115200u)

#define RX_SIZE 256u /* powers of two; a byte that finds no room breaks its frame, which the frame's CRC tells */
#define TX_SIZE 2048u

typedef struct {
    uint8_t bytes[TX_SIZE];
    uint16_t head, tail;
} tx_queue;

static uint8_t rx[RX_SIZE];
static volatile uint16_t rx_head, rx_tail;
static tx_queue tx[UART_COUNT];
static uint32_t started;

/* RAM of the emulated machine is 0 at power on; -device loader can put a seed here (guide: Firmware). */
__attribute__((section(".noinit"))) static volatile uint32_t boot_seed, boot_count;

void board_begin(void)
{
    boot_count++;
    FPGA_PRESCALE = CLOCK_MHZ - 1u;
    started = FPGA_COUNTER;
    SYSTICK_LOAD = CLOCK_MHZ * 1000u - 1u;
    SYSTICK_VALUE = 0;
    SYSTICK_CTRL = 7u;
    for (int port = 0; port < UART_COUNT; port++) {
        UART_DIVIDER(port) = BAUD_DIVIDER;
        UART_CTRL(port) = CTRL_TX;
    }
    UART_CTRL(PORT_HOST) = CTRL_TX | CTRL_RX | CTRL_RX_INTERRUPT;
    NVIC_ENABLE = 1u;
}

/* Not SysTick: on a busy host the emulator merges its interrupts, and time would be lost. */
uint32_t board_now_us(void)
{
    return FPGA_COUNTER - started;
}

uint16_t board_boot(void)
{
    return (uint16_t)(boot_seed + boot_count);
}

void board_systick(void)
{
}

void board_uart0_received(void)
{
    UART_INTERRUPT(PORT_HOST) = INTERRUPT_RX;
    while (UART_STATE(PORT_HOST) & STATE_RX_FULL) {
        uint8_t byte = (uint8_t)UART_DATA(PORT_HOST);
        uint16_t next = (uint16_t)((rx_head + 1u) % RX_SIZE);
        if (next != rx_tail) {
            rx[rx_head] = byte;
            rx_head = next;
        }
    }
}

bool board_read(uint8_t *byte)
{
    if (rx_tail == rx_head)
        return false;
    *byte = rx[rx_tail];
    rx_tail = (uint16_t)((rx_tail + 1u) % RX_SIZE);
    return true;
}

bool board_write(board_port port, const uint8_t *bytes, uint16_t count)
{
    tx_queue *queue = &tx[port];
    if (count > (TX_SIZE - 1u + queue->tail - queue->head) % TX_SIZE)
        return false;
    while (count--) {
        queue->bytes[queue->head] = *bytes++;
        queue->head = (uint16_t)((queue->head + 1u) % TX_SIZE);
    }
    return true;
}

void board_flush(void)
{
    for (int port = 0; port < UART_COUNT; port++) {
        tx_queue *queue = &tx[port];
        while (queue->tail != queue->head && !(UART_STATE(port) & STATE_TX_FULL)) {
            UART_DATA(port) = queue->bytes[queue->tail];
            queue->tail = (uint16_t)((queue->tail + 1u) % TX_SIZE);
        }
    }
}

/* Interrupts are held back while it looks: one that came between the look and the sleep still ends the sleep. */
void board_sleep(void)
{
    __asm volatile("cpsid i" ::: "memory");
    if (rx_tail == rx_head)
        __asm volatile("wfi" ::: "memory");
    __asm volatile("cpsie i" ::: "memory");
}

void board_restart(void)
{
    AIRCR = AIRCR_RESET;
    for (;;) {
    }
}
