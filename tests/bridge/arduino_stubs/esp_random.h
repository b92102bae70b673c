#ifndef STUB_ESP_RANDOM_H
#define STUB_ESP_RANDOM_H
#include <stdint.h>
inline uint32_t esp_random() { return 0x12345678; }
#endif
