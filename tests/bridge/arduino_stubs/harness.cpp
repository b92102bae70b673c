// Runs the sketch on a virtual clock. Commands on standard input, two words each: "serial HEX", "ble HEX" bring bytes,
// "run US" lets time pass, "room N" is what the serial port takes, "broken 1" breaks the I2C bus.
#include "felt.ino"

#include <stdlib.h>

uint32_t stub_now_us;
StubSerial Serial;
#if BOARD_DRIVE == DRIVE_DRV2605
TwoWire Wire;
#endif
#if defined(ARDUINO_ARCH_ESP32)
StubEsp ESP;
#if BOARD_BLE
BLEServer stub_server;
BLECharacteristic *stub_write;
#endif
#elif defined(ARDUINO_ARCH_NRF52)
StubTimer *NRF_TIMER3 = new StubTimer();
StubRandom *NRF_RNG = new StubRandom();
StubWatchdog *NRF_WDT = new StubWatchdog();
StubOscillator *NRF_CLOCK = new StubOscillator();
#if BOARD_BLE
StubBluefruit Bluefruit;
stub_write_cb stub_write;
#endif
#else
StubRp2040 rp2040;
#endif

static void from_ble(uint8_t *bytes, size_t count) {
#if !BOARD_BLE
  (void)bytes, (void)count;
#elif defined(ARDUINO_ARCH_ESP32)
  stub_server.callbacks->onConnect(&stub_server);
  stub_write->setValue(bytes, count);
  stub_write->callbacks->onWrite(stub_write);
#else
  stub_write(0, NULL, bytes, (uint16_t)count);
#endif
}

int main() {
  char word[16], text[256];
  setup();
  printf("setup done\n");
  while (scanf("%15s %255s", word, text) == 2) {
    uint8_t bytes[128];
    size_t count = 0;
    unsigned value;
    while (2 * count < strlen(text) && sscanf(text + 2 * count, "%2x", &value) == 1) bytes[count++] = (uint8_t)value;
    if (!strcmp(word, "serial")) Serial.stub_bring(bytes, count);
    if (!strcmp(word, "ble")) from_ble(bytes, count);
    if (!strcmp(word, "room")) Serial.room = atoi(text);
#if BOARD_DRIVE == DRIVE_DRV2605
    if (!strcmp(word, "broken")) Wire.stub_broken = atoi(text);
#endif
    if (!strcmp(word, "run")) {
      uint32_t until_us = stub_now_us + (uint32_t)atol(text);
      for (; stub_now_us < until_us; stub_now_us += 250) loop();
      printf("now %u\n", (unsigned)stub_now_us);
    }
  }
  return 0;
}
