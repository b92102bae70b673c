// The names by which the device is known over BLE; the same stand in firmware_bridge/_ble_ids.py.
#ifndef FELT_UUIDS_H
#define FELT_UUIDS_H

#include "board.h"

#if BOARD_BLE_NORDIC_UART
#define BOARD_UUID_SERVICE "6e400001-b5a3-f393-e0a9-e50e24dcca9e"
#define BOARD_UUID_WRITE "6e400002-b5a3-f393-e0a9-e50e24dcca9e"
#define BOARD_UUID_NOTIFY "6e400003-b5a3-f393-e0a9-e50e24dcca9e"
#else
#define BOARD_UUID_SERVICE "6b1d0001-9f3c-4c1e-8d52-7a3e5f1c0b64"
#define BOARD_UUID_WRITE "6b1d0002-9f3c-4c1e-8d52-7a3e5f1c0b64"
#define BOARD_UUID_NOTIFY "6b1d0003-9f3c-4c1e-8d52-7a3e5f1c0b64"
#endif

#endif
