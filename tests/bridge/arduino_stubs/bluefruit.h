// Stand-in for Adafruit's Bluefruit library.
#ifndef STUB_BLUEFRUIT_H
#define STUB_BLUEFRUIT_H

#include <Arduino.h>

enum { CHR_PROPS_WRITE_WO_RESP = 4, CHR_PROPS_WRITE = 8, CHR_PROPS_NOTIFY = 16 };
enum SecureMode_t { SECMODE_NO_ACCESS, SECMODE_OPEN };
enum { BANDWIDTH_HIGH = 2, BLE_GAP_ADV_FLAGS_LE_ONLY_GENERAL_DISC_MODE = 6 };

inline uint32_t sd_clock_hfclk_request() { return 0; }

class BLECharacteristic;
typedef void (*stub_write_cb)(uint16_t, BLECharacteristic *, uint8_t *, uint16_t);
extern stub_write_cb stub_write;

class BLEUuid {
 public:
  BLEUuid(const char *text) : text(text) {}
  const char *text;
};

class BLECharacteristic {
 public:
  BLEUuid uuid;
  BLECharacteristic(BLEUuid uuid) : uuid(uuid) {}
  void setProperties(uint8_t) {}
  void setPermission(SecureMode_t, SecureMode_t) {}
  void setMaxLen(uint16_t) {}
  void setWriteCallback(stub_write_cb callback, bool = true) { stub_write = callback; }
  int begin() {
    printf("characteristic %s\n", uuid.text);
    return 0;
  }
  bool notifyEnabled() { return true; }
  bool notify(const void *bytes, uint16_t count) {
    stub_hex("ble", (const uint8_t *)bytes, count);
    return true;
  }
};

class BLEService {
 public:
  BLEUuid uuid;
  BLEService(BLEUuid uuid) : uuid(uuid) {}
  int begin() {
    printf("service %s\n", uuid.text);
    return 0;
  }
};

struct StubBluefruit {
  struct {
    bool setConnIntervalMS(uint16_t, uint16_t) { return true; }
  } Periph;
  struct {
    bool addFlags(uint8_t) { return true; }
    bool addService(BLEService &) { return true; }
    void restartOnDisconnect(bool) {}
    bool start(uint16_t) {
      printf("advertise\n");
      return true;
    }
  } Advertising;
  struct {
    bool addName() { return true; }
  } ScanResponse;
  void configPrphBandwidth(uint8_t) {}
  bool begin() { return true; }
  void setName(const char *) {}
};
extern StubBluefruit Bluefruit;

#endif
