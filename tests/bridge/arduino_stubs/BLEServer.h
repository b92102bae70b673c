// Stand-in for the ESP32 core's BLE library (version 3).
#ifndef STUB_BLE_SERVER_H
#define STUB_BLE_SERVER_H

#include <Arduino.h>

class BLECharacteristic;
class BLEServer;

class BLEServerCallbacks {
 public:
  virtual ~BLEServerCallbacks() {}
  virtual void onConnect(BLEServer *) {}
  virtual void onDisconnect(BLEServer *) {}
};

class BLECharacteristicCallbacks {
 public:
  virtual ~BLECharacteristicCallbacks() {}
  virtual void onWrite(BLECharacteristic *) {}
};

class BLEDescriptor {};

class BLECharacteristic {
 public:
  static const uint32_t PROPERTY_WRITE = 1, PROPERTY_WRITE_NR = 2, PROPERTY_NOTIFY = 4;
  BLECharacteristicCallbacks *callbacks = NULL;
  uint8_t data[512];
  size_t length = 0;
  void setCallbacks(BLECharacteristicCallbacks *to) { callbacks = to; }
  void addDescriptor(BLEDescriptor *) {}
  uint8_t *getData() { return data; }
  size_t getLength() { return length; }
  void setValue(const uint8_t *bytes, size_t count) {
    memcpy(data, bytes, count);
    length = count;
  }
  void notify() { stub_hex("ble", data, length); }
};

class BLEService {
 public:
  BLECharacteristic *createCharacteristic(const char *uuid, uint32_t properties);
  void start() {}
};

class BLEServer {
 public:
  BLEServerCallbacks *callbacks = NULL;
  void setCallbacks(BLEServerCallbacks *to) { callbacks = to; }
  BLEService *createService(const char *uuid) {
    printf("service %s\n", uuid);
    return new BLEService();
  }
  void startAdvertising() { printf("advertise\n"); }
};

extern BLEServer stub_server;
extern BLECharacteristic *stub_write;

inline BLECharacteristic *BLEService::createCharacteristic(const char *uuid, uint32_t properties) {
  BLECharacteristic *made = new BLECharacteristic();
  printf("characteristic %s\n", uuid);
  if (properties & BLECharacteristic::PROPERTY_WRITE_NR) stub_write = made;
  return made;
}

#endif
