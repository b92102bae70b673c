// Motors behind transistors, one PWM pin each.
#ifndef FELT_OUTPUTS_PWM_H
#define FELT_OUTPUTS_PWM_H

#include <Arduino.h>

#include "board.h"

static const uint8_t output_pins[8] = BOARD_PWM_PINS;

static void outputs_off() {
  for (uint8_t motor = 0; motor < BOARD_MOTORS; motor++) {
    pinMode(output_pins[motor], OUTPUT);
    digitalWrite(output_pins[motor], LOW);
  }
}

static void outputs_begin() {
#if defined(ARDUINO_ARCH_RP2040)
  analogWriteFreq(BOARD_PWM_HZ);
  analogWriteRange(255);
#endif
  for (uint8_t motor = 0; motor < BOARD_MOTORS; motor++) {
#if defined(ARDUINO_ARCH_ESP32)
    ledcAttach(output_pins[motor], BOARD_PWM_HZ, 8);
    ledcWrite(output_pins[motor], 0);
#else
    analogWrite(output_pins[motor], 0);
#endif
  }
}

static void outputs_set(uint8_t motor, uint8_t level) {
  uint32_t duty = (level * (uint32_t)BOARD_FULL_DUTY + 127) / 255;
#if defined(ARDUINO_ARCH_ESP32)
  ledcWrite(output_pins[motor], duty);
#else
  analogWrite(output_pins[motor], (int)duty);
#endif
}

static void outputs_step() {}

#endif
