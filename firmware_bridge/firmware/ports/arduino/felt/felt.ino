// The firmware on ESP32, nRF52 (Adafruit core) and RP2040 (Philhower core).
//
// NOT YET RUN ON A BOARD. The core has been run on a PC and on an emulated Cortex-M3; this sketch has only been
// checked for syntax, with stand-in headers. Read docs/guides/firmware.md first; choices are made in board.h.
//
// Before building, copy the core beside this file: cp ../../../core/felt*.[ch] .
#include <Arduino.h>

#include "board.h"
#include "chip.h"
#if BOARD_DRIVE == DRIVE_PWM
#include "outputs_pwm.h"
#else
#include "outputs_drv2605.h"
#endif
#if BOARD_BLE
#include "link_ble.h"
#endif
extern "C" {
#include "felt.h"
#include "felt_frame.h"
}

#define BYTES_AT_ONCE 64   // so that noise on the line cannot keep the motors' clock waiting
#define PACKETS_AT_ONCE 4

static const felt_config config = {
    BOARD_MOTORS,  BOARD_KIND,    BOARD_STEPS,      BOARD_LOWEST,        BOARD_MAX_LEVEL, BOARD_DUTY_PERCENT,
    BOARD_RISE_MS, BOARD_STOP_MS, BOARD_DEADMAN_MS, BOARD_LONGEST_ON_MS, BOARD_X,         BOARD_Y,
};

static felt core;
static felt_reader reader;
static bool over_ble;  // answers go to whoever spoke last

static void on_out(void *, uint8_t motor, uint8_t level, uint8_t) { outputs_set(motor, level); }

// Nothing waits for a host that does not read: what does not fit is dropped whole.
static void on_send(void *, const uint8_t *packet, uint8_t length) {
#if BOARD_BLE
  if (over_ble) {
    ble_send(packet, length);
    return;
  }
#endif
  uint8_t frame[FELT_ANSWER + 4];
  uint8_t count = felt_write(frame, packet, length);
  if (Serial.availableForWrite() >= count) Serial.write(frame, count);
}

static void read_serial() {
  uint8_t packet[FELT_PACKET];
  for (int left = BYTES_AT_ONCE; left > 0 && Serial.available() > 0; left--) {
    int length = felt_read(&reader, (uint8_t)Serial.read(), packet);
    if (length < 0) felt_frame_error(&core);
    if (length <= 0) continue;
    over_ble = false;
    felt_receive(&core, packet, (uint8_t)length, chip_now_us());
  }
}

#if BOARD_BLE
static void read_ble() {
  uint8_t packet[BLE_PACKET];
  for (int left = PACKETS_AT_ONCE; left > 0; left--) {
    uint8_t length = ble_read(packet);
    if (length == 0) return;
    over_ble = true;
    felt_receive(&core, packet, length, chip_now_us());
  }
}
#endif

void setup() {
  outputs_off();
  static const felt_hal hal = {on_out, on_send, NULL};
  chip_begin();
  felt_init(&core, &config, &hal, chip_random(), chip_now_us());
  Serial.begin(115200);
  outputs_begin();
#if BOARD_BLE
  ble_begin();
#endif
  chip_watch();
}

void loop() {
  static uint32_t ticked_us, wait_us;
  read_serial();
#if BOARD_BLE
  read_ble();
#endif
  uint32_t now_us = chip_now_us();
  if (now_us - ticked_us >= wait_us) {
    ticked_us = now_us;
    felt_tick(&core, now_us);
    wait_us = felt_wait_us(&core, now_us);
  }
  outputs_step();
  chip_alive();
}
