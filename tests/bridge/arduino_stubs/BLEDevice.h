#ifndef STUB_BLE_DEVICE_H
#define STUB_BLE_DEVICE_H
#include "BLEServer.h"
class BLEAdvertising {
 public:
  void addServiceUUID(const char *) {}
  void setScanResponse(bool) {}
  void setMinPreferred(uint16_t) {}
};
class BLEDevice {
 public:
  static void init(const char *) {}
  static BLEServer *createServer() { return &stub_server; }
  static BLEAdvertising *getAdvertising() {
    static BLEAdvertising advertising;
    return &advertising;
  }
  static void startAdvertising() { printf("advertise\n"); }
};
#endif
