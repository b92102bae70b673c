// What differs between the three processors: microseconds, a random number, the watchdog, restart.
#ifndef FELT_CHIP_H
#define FELT_CHIP_H

#include <Arduino.h>

#include "board.h"

#if defined(ARDUINO_ARCH_ESP32)

#include <esp_random.h>
#include <esp_task_wdt.h>
#if ESP_ARDUINO_VERSION_MAJOR < 3
#error "the ESP32 core is needed in version 3 or later"
#endif

static inline void chip_begin() {}
static inline uint32_t chip_now_us() { return (uint32_t)micros(); }
static inline uint16_t chip_random() { return (uint16_t)esp_random(); }

static inline void chip_watch() {
  esp_task_wdt_config_t config = {};
  config.timeout_ms = BOARD_WATCHDOG_MS;
  config.trigger_panic = true;
  if (esp_task_wdt_reconfigure(&config) != ESP_OK) esp_task_wdt_init(&config);
  esp_task_wdt_add(NULL);
}

static inline void chip_alive() { esp_task_wdt_reset(); }
static inline void chip_restart() { ESP.restart(); }

#elif defined(ARDUINO_ARCH_NRF52)

#if BOARD_BLE
#include <bluefruit.h>
#endif

// The core's micros() counts in steps of a millisecond, or wraps after 67 s. TIMER3 is free and counts microseconds.
static inline void chip_begin() {
  NRF_TIMER3->MODE = TIMER_MODE_MODE_Timer;
  NRF_TIMER3->BITMODE = TIMER_BITMODE_BITMODE_32Bit;
  NRF_TIMER3->PRESCALER = 4;  // 16 MHz / 2^4
  NRF_TIMER3->TASKS_CLEAR = 1;
  NRF_TIMER3->TASKS_START = 1;
}

static inline uint32_t chip_now_us() {
  NRF_TIMER3->TASKS_CAPTURE[0] = 1;
  return NRF_TIMER3->CC[0];
}

// Before BLE begins: afterwards the generator belongs to the radio's software.
static inline uint16_t chip_random() {
  uint16_t number = 0;
  NRF_RNG->TASKS_START = 1;
  for (int k = 0; k < 2; k++) {
    NRF_RNG->EVENTS_VALRDY = 0;
    while (!NRF_RNG->EVENTS_VALRDY) {
    }
    number = (uint16_t)(number << 8 | NRF_RNG->VALUE);
  }
  NRF_RNG->TASKS_STOP = 1;
  return number;
}

// Also keeps the crystal running: without it the clock is off by as much as a percent.
static inline void chip_watch() {
#if BOARD_BLE
  sd_clock_hfclk_request();
#else
  NRF_CLOCK->TASKS_HFCLKSTART = 1;
#endif
  NRF_WDT->CONFIG = WDT_CONFIG_SLEEP_Run << WDT_CONFIG_SLEEP_Pos;
  NRF_WDT->CRV = 32768UL * BOARD_WATCHDOG_MS / 1000UL - 1UL;
  NRF_WDT->RREN = 1;
  NRF_WDT->TASKS_START = 1;
}

static inline void chip_alive() { NRF_WDT->RR[0] = WDT_RR_RR_Reload; }
static inline void chip_restart() { NVIC_SystemReset(); }

#else  // RP2040

static inline void chip_begin() {}
static inline uint32_t chip_now_us() { return (uint32_t)micros(); }
static inline uint16_t chip_random() { return (uint16_t)rp2040.hwrand32(); }
static inline void chip_watch() { rp2040.wdt_begin(BOARD_WATCHDOG_MS); }
static inline void chip_alive() { rp2040.wdt_reset(); }
static inline void chip_restart() { rp2040.reboot(); }

#endif

#endif
