// Stand-in for the nRF52's registers that the sketch uses.
#ifndef STUB_NRF_REGISTERS_H
#define STUB_NRF_REGISTERS_H

#define TIMER_MODE_MODE_Timer 0
#define TIMER_BITMODE_BITMODE_32Bit 3
#define WDT_CONFIG_SLEEP_Run 1
#define WDT_CONFIG_SLEEP_Pos 0
#define WDT_RR_RR_Reload 0x6E524635

struct StubClock {
  operator uint32_t() const { return stub_now_us; }
};
struct StubReady {
  void operator=(uint32_t) {}
  operator uint32_t() const { return 1; }
};
struct StubTimer {
  uint32_t MODE, BITMODE, PRESCALER, TASKS_CLEAR, TASKS_START, TASKS_CAPTURE[6];
  StubClock CC[6];
};
struct StubRandom {
  uint32_t TASKS_START, TASKS_STOP, VALUE;
  StubReady EVENTS_VALRDY;
};
struct StubStart {
  void operator=(uint32_t) { printf("watchdog\n"); }
};
struct StubWatchdog {
  uint32_t CONFIG, CRV, RREN, RR[8];
  StubStart TASKS_START;
};
struct StubOscillator {
  uint32_t TASKS_HFCLKSTART;
};
extern StubTimer *NRF_TIMER3;
extern StubRandom *NRF_RNG;
extern StubWatchdog *NRF_WDT;
extern StubOscillator *NRF_CLOCK;
inline void NVIC_SystemReset() { printf("restart\n"); }

#endif
