// BLE on ESP32 and nRF52: one service, a characteristic to write packets to, one that notifies packets.
#ifndef FELT_LINK_BLE_H
#define FELT_LINK_BLE_H

#include <Arduino.h>
#include <string.h>

#include "board.h"
#include "uuids.h"

#define BLE_PACKET 20
#define BLE_QUEUE 16  // a power of two, twice what a host may have on its way

// Written by the radio's task, read by the loop; a packet that finds no room is lost, and the host sends it again.
static struct {
  uint8_t length;
  uint8_t bytes[BLE_PACKET];
} ble_queue[BLE_QUEUE];
static volatile uint8_t ble_head, ble_tail;

static void ble_received(const uint8_t *bytes, size_t length) {
  uint8_t next = (uint8_t)((ble_head + 1) % BLE_QUEUE);
  if (length == 0 || next == ble_tail) return;
  if (length > BLE_PACKET) {  // no packet is so long: a type that does not exist, so that it is counted as an error
    static const uint8_t nonsense = 0;
    bytes = &nonsense;
    length = 1;
  }
  ble_queue[ble_head].length = (uint8_t)length;
  memcpy(ble_queue[ble_head].bytes, bytes, length);
  __sync_synchronize();
  ble_head = next;
}

static uint8_t ble_read(uint8_t *packet) {
  if (ble_tail == ble_head) return 0;
  __sync_synchronize();
  uint8_t length = ble_queue[ble_tail].length;
  memcpy(packet, ble_queue[ble_tail].bytes, length);
  __sync_synchronize();
  ble_tail = (uint8_t)((ble_tail + 1) % BLE_QUEUE);
  return length;
}

#if defined(ARDUINO_ARCH_ESP32)

#include <BLE2902.h>
#include <BLEDevice.h>
#include <BLEServer.h>

static BLECharacteristic *ble_notify;
static volatile bool ble_connected;

class FeltServer : public BLEServerCallbacks {
  void onConnect(BLEServer *) override { ble_connected = true; }
  void onDisconnect(BLEServer *server) override {
    ble_connected = false;
    server->startAdvertising();
  }
};

class FeltWrite : public BLECharacteristicCallbacks {
  void onWrite(BLECharacteristic *from) override { ble_received(from->getData(), from->getLength()); }
};

static void ble_begin() {
  BLEDevice::init(BOARD_BLE_NAME);
  BLEServer *server = BLEDevice::createServer();
  server->setCallbacks(new FeltServer());
  BLEService *service = server->createService(BOARD_UUID_SERVICE);
  BLECharacteristic *write = service->createCharacteristic(
      BOARD_UUID_WRITE, BLECharacteristic::PROPERTY_WRITE | BLECharacteristic::PROPERTY_WRITE_NR);
  write->setCallbacks(new FeltWrite());
  ble_notify = service->createCharacteristic(BOARD_UUID_NOTIFY, BLECharacteristic::PROPERTY_NOTIFY);
  ble_notify->addDescriptor(new BLE2902());
  service->start();
  BLEAdvertising *advertising = BLEDevice::getAdvertising();
  advertising->addServiceUUID(BOARD_UUID_SERVICE);
  advertising->setScanResponse(true);
  advertising->setMinPreferred(0x0C);  // 15 ms
  BLEDevice::startAdvertising();
}

static void ble_send(const uint8_t *packet, uint8_t length) {
  if (!ble_connected) return;
  ble_notify->setValue((uint8_t *)packet, length);
  ble_notify->notify();
}

#elif defined(ARDUINO_ARCH_NRF52)

#include <bluefruit.h>

static BLEService ble_service(BOARD_UUID_SERVICE);
static BLECharacteristic ble_write(BOARD_UUID_WRITE);
static BLECharacteristic ble_notify(BOARD_UUID_NOTIFY);

static void ble_written(uint16_t, BLECharacteristic *, uint8_t *bytes, uint16_t length) { ble_received(bytes, length); }

static void ble_begin() {
  Bluefruit.configPrphBandwidth(BANDWIDTH_HIGH);  // room for several notifications: sending one must not wait
  Bluefruit.begin();
  Bluefruit.setName(BOARD_BLE_NAME);
  Bluefruit.Periph.setConnIntervalMS(15, 30);
  ble_service.begin();
  ble_write.setProperties(CHR_PROPS_WRITE | CHR_PROPS_WRITE_WO_RESP);
  ble_write.setPermission(SECMODE_NO_ACCESS, SECMODE_OPEN);
  ble_write.setMaxLen(BLE_PACKET);
  ble_write.setWriteCallback(ble_written, false);
  ble_write.begin();
  ble_notify.setProperties(CHR_PROPS_NOTIFY);
  ble_notify.setPermission(SECMODE_OPEN, SECMODE_NO_ACCESS);
  ble_notify.setMaxLen(BLE_PACKET);
  ble_notify.begin();
  Bluefruit.Advertising.addFlags(BLE_GAP_ADV_FLAGS_LE_ONLY_GENERAL_DISC_MODE);
  Bluefruit.Advertising.addService(ble_service);
  Bluefruit.ScanResponse.addName();
  Bluefruit.Advertising.restartOnDisconnect(true);
  Bluefruit.Advertising.start(0);
}

static void ble_send(const uint8_t *packet, uint8_t length) {
  if (ble_notify.notifyEnabled()) ble_notify.notify(packet, length);
}

#endif

#endif
