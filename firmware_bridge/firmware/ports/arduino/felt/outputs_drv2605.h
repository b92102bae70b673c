// Motors behind DRV2605L chips in real-time playback: register 2 is the level, 0 to 127 (signed; below 0 would brake).
#ifndef FELT_OUTPUTS_DRV2605_H
#define FELT_OUTPUTS_DRV2605_H

#include <Arduino.h>
#include <Wire.h>

#include "board.h"
#include "chip.h"

#define DRV_ADDRESS 0x5A
#define DRV_MODE 0x01
#define DRV_MODE_REALTIME 0x05
#define DRV_LEVEL 0x02
#define DRV_RATED_VOLTAGE 0x16
#define DRV_CLAMP_VOLTAGE 0x17
#define DRV_FEEDBACK 0x1A
#define DRV_CONTROL1 0x1B
#define DRV_CONTROL3 0x1D

static uint8_t output_wanted[BOARD_MOTORS];
static uint8_t output_shown[BOARD_MOTORS];
static uint8_t output_next;

// EN low puts every chip in shutdown: outputs are off, whatever was last written.
static void outputs_off() {
  pinMode(BOARD_ENABLE_PIN, OUTPUT);
  digitalWrite(BOARD_ENABLE_PIN, LOW);
}

// A motor that cannot be told to stop is cut off.
static void drv_failed() {
  outputs_off();
  chip_restart();
}

static void drv_select(uint8_t motor) {
#if BOARD_MUX
  static uint8_t selected = 0xFF;
  if (motor == selected) return;
  Wire.beginTransmission(BOARD_MUX_ADDRESS);
  Wire.write((uint8_t)(1u << motor));
  if (Wire.endTransmission() != 0) drv_failed();
  selected = motor;
#else
  (void)motor;
#endif
}

static void drv_write(uint8_t motor, uint8_t reg, uint8_t value) {
  drv_select(motor);
  Wire.beginTransmission(DRV_ADDRESS);
  Wire.write(reg);
  Wire.write(value);
  if (Wire.endTransmission() != 0) drv_failed();
}

static void outputs_begin() {
  Wire.begin();
  Wire.setClock(BOARD_I2C_HZ);
  digitalWrite(BOARD_ENABLE_PIN, HIGH);
  delay(1);  // the chip listens 250 us after EN rises
  for (uint8_t motor = 0; motor < BOARD_MOTORS; motor++) {
    drv_write(motor, DRV_MODE, 0x40);  // standby while it is set up
    drv_write(motor, DRV_LEVEL, 0);
    drv_write(motor, DRV_RATED_VOLTAGE, BOARD_RATED_VOLTAGE);
    drv_write(motor, DRV_CLAMP_VOLTAGE, BOARD_CLAMP_VOLTAGE);
    drv_write(motor, DRV_FEEDBACK, BOARD_KIND == KIND_LRA ? 0xB6 : 0x36);
    drv_write(motor, DRV_CONTROL1, (uint8_t)(0x80 | BOARD_DRIVE_TIME));
    // ERM in open loop, which needs no calibration; LRA in closed loop, which finds its resonance by itself.
    drv_write(motor, DRV_CONTROL3, BOARD_KIND == KIND_LRA ? 0x80 : 0xA0);
    drv_write(motor, DRV_MODE, DRV_MODE_REALTIME);
  }
}

static void outputs_set(uint8_t motor, uint8_t level) { output_wanted[motor] = level >> 1; }

// One write at a time (about 0.2 ms), so that the rest of the program is never kept waiting; motors to stop come first.
static void outputs_step() {
  uint8_t chosen = BOARD_MOTORS;
  for (uint8_t k = 0; k < BOARD_MOTORS; k++) {
    uint8_t motor = (uint8_t)((output_next + k) % BOARD_MOTORS);
    if (output_wanted[motor] == output_shown[motor]) continue;
    if (chosen == BOARD_MOTORS || output_wanted[motor] == 0) chosen = motor;
    if (output_wanted[motor] == 0) break;
  }
  if (chosen == BOARD_MOTORS) return;
  drv_write(chosen, DRV_LEVEL, output_wanted[chosen]);
  output_shown[chosen] = output_wanted[chosen];
  output_next = (uint8_t)((chosen + 1) % BOARD_MOTORS);
}

#endif
