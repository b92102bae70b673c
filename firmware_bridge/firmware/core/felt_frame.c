#include "felt_frame.h"

enum { PACKET = 64, CRC = 2 };

/* CRC-16/CCITT-FALSE, bit by bit: so few bytes are not worth a table. */
static uint16_t crc16(const uint8_t *bytes, uint8_t count)
{
    uint16_t crc = 0xFFFF;
    while (count--) {
        crc = (uint16_t)(crc ^ (uint16_t)((uint16_t)*bytes++ << 8));
        for (uint8_t bit = 0; bit < 8; bit++) crc = (uint16_t)((uint16_t)(crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0));
    }
    return crc;
}

/* Undo COBS in place. Returns the bytes that came out, 0 when the frame is broken. */
static uint8_t uncobs(uint8_t *bytes, uint8_t count)
{
    uint8_t from = 0, to = 0;
    while (from < count) {
        uint8_t code = bytes[from];
        if (code > count - from) return 0;
        if (from) bytes[to++] = 0;
        for (uint8_t end = (uint8_t)(from + code); ++from < end;) bytes[to++] = bytes[from];
    }
    return to;
}

int felt_read(felt_reader *reader, uint8_t byte, uint8_t *packet)
{
    uint8_t count = reader->count, bad = reader->bad;
    if (byte) {
        if (count < FELT_FRAME - 1) reader->bytes[reader->count++] = byte;
        else reader->bad = 1;
        return 0;
    }
    reader->count = reader->bad = 0;
    if (!count) return 0;
    count = bad ? 0 : uncobs(reader->bytes, count);
    if (count <= CRC) return -1;
    count = (uint8_t)(count - CRC);
    uint16_t crc = crc16(reader->bytes, count);
    if (reader->bytes[count] != (crc & 0xFF) || reader->bytes[count + 1] != crc >> 8) return -1;
    for (uint8_t i = 0; i < count; i++) packet[i] = reader->bytes[i];
    return count;
}

uint8_t felt_write(uint8_t *frame, const uint8_t *packet, uint8_t length)
{
    if (!length || length > PACKET) return 0;
    uint16_t crc = crc16(packet, length);
    uint8_t code = 0, to = 1;
    for (uint8_t i = 0; i < length + CRC; i++) {
        uint8_t byte = i < length ? packet[i] : (uint8_t)(i == length ? crc : crc >> 8);
        if (byte) {
            frame[to++] = byte;
        } else {
            frame[code] = (uint8_t)(to - code);
            code = to++;
        }
    }
    frame[code] = (uint8_t)(to - code);
    frame[to++] = 0;
    return to;
}
