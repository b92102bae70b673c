#ifndef STUB_BLE2902_H
#define STUB_BLE2902_H
#include "BLEServer.h"
class BLE2902 : public BLEDescriptor {};
#endif
