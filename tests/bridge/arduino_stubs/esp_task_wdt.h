// Stand-in for ESP-IDF 5's task watchdog.
#ifndef STUB_ESP_TASK_WDT_H
#define STUB_ESP_TASK_WDT_H
#include <stdint.h>
#include <stdio.h>
typedef int esp_err_t;
static const esp_err_t ESP_OK = 0;
typedef struct {
  uint32_t timeout_ms;
  uint32_t idle_core_mask;
  bool trigger_panic;
} esp_task_wdt_config_t;
inline esp_err_t esp_task_wdt_init(const esp_task_wdt_config_t *) { return ESP_OK; }
inline esp_err_t esp_task_wdt_reconfigure(const esp_task_wdt_config_t *config) {
  printf("watchdog %u\n", (unsigned)config->timeout_ms);
  return ESP_OK;
}
inline esp_err_t esp_task_wdt_add(void *) { return ESP_OK; }
inline esp_err_t esp_task_wdt_reset() { return ESP_OK; }
#endif
