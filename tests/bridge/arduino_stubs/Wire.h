// Stand-in for the I2C library: each transmission is printed; after stub_broken nothing is acknowledged.
#ifndef STUB_WIRE_H
#define STUB_WIRE_H

#include <Arduino.h>

struct TwoWire {
  uint8_t address = 0, count = 0, bytes[32];
  bool stub_broken = false;
  void begin() {}
  void setClock(uint32_t) {}
  void beginTransmission(uint8_t to) { address = to, count = 0; }
  size_t write(uint8_t byte) {
    bytes[count++] = byte;
    return 1;
  }
  uint8_t endTransmission() {
    char name[16];
    snprintf(name, sizeof name, "i2c %02x", address);
    stub_hex(name, bytes, count);
    return stub_broken ? 2 : 0;
  }
};
extern TwoWire Wire;

#endif
