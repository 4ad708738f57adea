"""Recordings of one voice program joined and made small: MP3, which every player and phone plays.

Speech at 32 kbit/s is a tenth of what the voice program gives. The same recordings always give the
same bytes.
"""

from __future__ import annotations

import wave
from collections.abc import Iterator, Sequence
from io import BytesIO

import lameenc

KBITS = 32
# LAME's own scale, 2 slow to 7 quick; 7 takes a tenth of a second for a minute of speech.
QUALITY = 7
SAMPLE = 2  # bytes
PAUSE = 1  # seconds


def one_recording(sounds: Sequence[bytes]) -> bytes:
    """Join recordings (WAV, one channel, 16 bits) with a pause between them, as one MP3.

    Raises wave.Error for another kind of recording, EOFError for one that is cut short.
    """
    parts = [_read(sound) for sound in sounds]
    rate = parts[0][0]
    encoder = lameenc.Encoder()
    encoder.silence()
    encoder.set_bit_rate(KBITS)
    encoder.set_in_sample_rate(rate)
    encoder.set_out_sample_rate(rate)
    encoder.set_channels(1)
    encoder.set_quality(QUALITY)
    pause = bytes(rate * SAMPLE * PAUSE)
    whole = pause.join(frames for _rate, frames in parts)
    # Second by second, so that no other thread waits for the whole of it.
    made = [bytes(encoder.encode(piece)) for piece in _cut(whole, rate * SAMPLE)]
    return b"".join([*made, bytes(encoder.flush())])


def _read(sound: bytes) -> tuple[int, bytes]:
    with wave.open(BytesIO(sound)) as part:
        if (part.getnchannels(), part.getsampwidth()) != (1, SAMPLE):
            raise wave.Error("not one channel of 16 bits")
        frames = part.readframes(part.getnframes())
        if len(frames) < part.getnframes() * SAMPLE:
            raise EOFError("The recording is cut short.")
        return part.getframerate(), frames


def _cut(whole: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(whole), size):
        yield whole[start : start + size]
