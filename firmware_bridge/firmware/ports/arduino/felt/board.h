// All choices of a device are made here; nothing else needs to be changed.
//
// NOT YET RUN ON A BOARD: compiled for none of the three cores, checked for syntax with stand-in headers only.
#ifndef FELT_BOARD_H
#define FELT_BOARD_H

// How motors are driven: by PWM pins through transistors, or by DRV2605L chips on I2C.
#define DRIVE_PWM 1
#define DRIVE_DRV2605 2
#ifndef BOARD_DRIVE
#define BOARD_DRIVE DRIVE_PWM
#endif

// What the motors are: numbers of the protocol. An LRA needs a DRV2605L.
#define KIND_ERM 0
#define KIND_LRA 1
#ifndef BOARD_KIND
#define BOARD_KIND KIND_ERM
#endif

// 1, 2, 4 or 8 motors. Their places, x then y: 0 left or top, 255 right or bottom.
#ifndef BOARD_MOTORS
#define BOARD_MOTORS 4
#endif
#if BOARD_MOTORS == 1
#define BOARD_X {128}
#define BOARD_Y {128}
#elif BOARD_MOTORS == 2
#define BOARD_X {0, 255}
#define BOARD_Y {128, 128}
#elif BOARD_MOTORS == 4
#define BOARD_X {0, 255, 0, 255}
#define BOARD_Y {0, 0, 255, 255}
#elif BOARD_MOTORS == 8
#define BOARD_X {0, 85, 170, 255, 0, 85, 170, 255}
#define BOARD_Y {0, 0, 0, 0, 255, 255, 255, 255}
#else
#error "BOARD_MOTORS is 1, 2, 4 or 8"
#endif

// Motor k is on the k-th pin. ENABLE is the EN input of the DRV2605L chips (all of them, pulled down by a resistor).
#if defined(ARDUINO_ARCH_ESP32)
#define BOARD_PWM_PINS {25, 26, 27, 33, 18, 19, 23, 13}
#define BOARD_ENABLE_PIN 32
#define BOARD_HAS_BLE 1
#elif defined(ARDUINO_ARCH_NRF52)
#define BOARD_PWM_PINS {5, 6, 9, 10, 12, 13, A0, A1}
#define BOARD_ENABLE_PIN 11
#define BOARD_HAS_BLE 1
#elif defined(ARDUINO_ARCH_RP2040)
#define BOARD_PWM_PINS {10, 11, 12, 13, 16, 17, 18, 19}
#define BOARD_ENABLE_PIN 15
#define BOARD_HAS_BLE 0
#else
#error "the boards are ESP32, nRF52 (Adafruit core) and RP2040 (Philhower core)"
#endif

// PWM: the duty (0 to 255) at the highest level. 3 V motors: 232 on 3.3 V, 153 on 5 V.
#define BOARD_FULL_DUTY 153
#define BOARD_PWM_HZ 20000

// DRV2605L: all have one address. With more than one, a TCA9548A puts motor k on its channel k.
#define BOARD_MUX (BOARD_MOTORS > 1)
#define BOARD_MUX_ADDRESS 0x70
#define BOARD_I2C_HZ 400000

// Voltages of the motor, from its data sheet, as registers 0x16 and 0x17 want them.
#if BOARD_KIND == KIND_LRA
#define BOARD_RATED_VOLTAGE 0x53  // 2.0 V RMS at 175 Hz: V * sqrt(1 - 0.0015 * Hz) / 0.02058
#define BOARD_CLAMP_VOLTAGE 0x85  // 2.8 V peak: V / 0.02122
#define BOARD_DRIVE_TIME 24       // half a period: (500 / Hz - 0.5 ms) / 0.1 ms, here 175 Hz
#else
#define BOARD_RATED_VOLTAGE 0x8E  // 3.0 V: V / 0.02118
#define BOARD_CLAMP_VOLTAGE 0x8B  // 3.0 V: V / 0.02159
#define BOARD_DRIVE_TIME 19
#endif

// What the host is told, and what the device holds to whatever the host says.
#define BOARD_STEPS (BOARD_DRIVE == DRIVE_PWM ? 255 : 127)
#define BOARD_LOWEST (BOARD_KIND == KIND_ERM ? 51 : 13)
#define BOARD_MAX_LEVEL 255
#define BOARD_DUTY_PERCENT 50
#define BOARD_RISE_MS (BOARD_KIND == KIND_ERM ? 50 : 0)
#define BOARD_STOP_MS (BOARD_KIND == KIND_ERM ? 80 : 0)
#define BOARD_DEADMAN_MS 450
#define BOARD_LONGEST_ON_MS 20000

// A program that hangs for so long is started anew, motors off.
#define BOARD_WATCHDOG_MS 1000

// BLE has no pairing here: whoever is near may connect. 0 leaves the radio off.
#ifndef BOARD_BLE
#define BOARD_BLE BOARD_HAS_BLE
#endif
#define BOARD_BLE_NAME "felt band"
// 1 offers the Nordic UART service instead of the product's own, for hosts that know only that one.
#ifndef BOARD_BLE_NORDIC_UART
#define BOARD_BLE_NORDIC_UART 0
#endif

#if BOARD_DRIVE == DRIVE_PWM && BOARD_KIND != KIND_ERM
#error "PWM pins drive ERM motors only; an LRA needs a DRV2605L"
#endif
#if BOARD_BLE && !BOARD_HAS_BLE
#error "no BLE on this board"
#endif

#endif
