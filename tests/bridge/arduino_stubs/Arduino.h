// Stand-in for the three Arduino cores: just what the sketch uses, with the cores' signatures. Each call that would
// reach the outside is printed as one line, so that a test can read what the sketch did and in which order.
#ifndef STUB_ARDUINO_H
#define STUB_ARDUINO_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

extern uint32_t stub_now_us;

static const uint8_t LOW = 0, HIGH = 1, OUTPUT = 1, A0 = 40, A1 = 41;

inline void stub_hex(const char *name, const uint8_t *bytes, size_t count) {
  printf("%s ", name);
  for (size_t k = 0; k < count; k++) printf("%02x", bytes[k]);
  printf("\n");
}

inline void pinMode(uint8_t pin, uint8_t mode) { printf("mode %d %d\n", pin, mode); }
inline void digitalWrite(uint8_t pin, uint8_t value) { printf("pin %d %d\n", pin, value); }
inline void delay(uint32_t ms) { stub_now_us += ms * 1000; }

struct StubSerial {
  uint8_t in[256];
  int count = 0, taken = 0, room = 64;
  void stub_bring(const uint8_t *bytes, size_t more) {
    memmove(in, in + taken, (size_t)(count -= taken));
    taken = 0;
    memcpy(in + count, bytes, more);
    count += (int)more;
  }
  void begin(unsigned long) { printf("serial begin\n"); }
  int available() { return count - taken; }
  int read() { return in[taken++]; }
  int availableForWrite() { return room; }
  size_t write(const uint8_t *bytes, size_t count) {
    stub_hex("serial", bytes, count);
    return count;
  }
};
extern StubSerial Serial;

#if defined(ARDUINO_ARCH_ESP32)

#define ESP_ARDUINO_VERSION_MAJOR 3
inline unsigned long micros() { return stub_now_us; }
inline bool ledcAttach(uint8_t pin, uint32_t, uint8_t) { return pin > 0; }
inline bool ledcWrite(uint8_t pin, uint32_t duty) {
  printf("pwm %d %u\n", pin, (unsigned)duty);
  return true;
}
struct StubEsp {
  void restart() { printf("restart\n"); }
};
extern StubEsp ESP;

#else

inline void analogWrite(uint32_t pin, uint32_t value) { printf("pwm %u %u\n", (unsigned)pin, (unsigned)value); }

#if defined(ARDUINO_ARCH_RP2040)

inline void analogWriteFreq(uint32_t) {}
inline void analogWriteRange(uint32_t) {}
inline uint32_t micros() { return stub_now_us; }
struct StubRp2040 {
  uint32_t hwrand32() { return 0x12345678; }
  void wdt_begin(uint32_t ms) { printf("watchdog %u\n", (unsigned)ms); }
  void wdt_reset() {}
  void reboot() { printf("restart\n"); }
};
extern StubRp2040 rp2040;

#else

#include "nrf_registers.h"

#endif
#endif
#endif
