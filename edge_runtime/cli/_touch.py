"""Touch in a conversation: a device, let go when its link is lost and tried again when something is to be felt."""

from __future__ import annotations

import typer

from edge_runtime.agent import Agent
from edge_runtime.performer import Watcher
from firmware_bridge import HapticsError, LinkLost, parse_uri

from ._options import RunOptions, Switch
from ._stage import Ending, bridge_for


class Touch:
    """Gives an agent its bridge, and takes it away."""

    def __init__(self, agent: Agent, options: RunOptions, ending: Ending) -> None:
        self.device = options.device
        self.wanted = options.haptics is Switch.ON
        """The person turned touch on; a link that was lost is tried again when something is to be felt."""
        self.watcher = Watcher(agent.record)
        self.watcher.on_link_down = self._link_down
        self.told: HapticsError | None = None
        """The loss that the person was told of when it happened."""
        self._agent, self._options, self._ending = agent, options, ending

    def begin(self) -> None:
        """Connect if that is wanted. A link that breaks is said; raises BridgeError for a device that is not there."""
        if not self.wanted:
            return
        try:
            self._connect()
        except LinkLost as error:
            if self._options.debug:
                raise
            tell(sentence(error))

    def turn_on(self) -> None:
        """Do what only the person may. Raises BridgeError; touch is as it was then."""
        self._connect()
        self.wanted = True

    def turn_off(self) -> None:
        """Bring the motors to rest, and connect no more."""
        self.wanted = False
        self.disconnect()

    def switch(self, device: str) -> None:
        """Play on another device. Raises BridgeError; the one before is back then."""
        parse_uri(device)
        before, self.device = self.device, device
        if self._agent.bridge is None:
            return
        self.disconnect()
        try:
            self._connect()
        except HapticsError:
            self.device = before
            self._connect()
            raise

    def reconnect(self) -> None:
        """Before something is to be felt: let a device go whose link is down, and try again."""
        bridge = self._agent.bridge
        if bridge is not None and bridge.link_error is not None:
            self.disconnect()
        if not self.wanted or self._agent.bridge is not None:
            return
        try:
            self._connect()
        except HapticsError as error:
            tell(f"Touch is still away: {sentence(error)}")
        else:
            tell(f"Touch is back, on {self.device}")

    def stop(self, reason: str) -> None:
        """Bring the motors to rest now."""
        if self._agent.bridge is not None:
            self._agent.bridge.stop(reason)

    def disconnect(self) -> None:
        """Bring the motors to rest and let the device go."""
        bridge, self._agent.bridge = self._agent.bridge, None
        if bridge is not None:
            bridge.close()
            self._ending.played_ms += bridge.played_ms
            self._ending.bridge = None

    def _connect(self) -> None:
        options = self._options
        bridge = bridge_for(self.device, options.time_scale, options.max_level, self.watcher)
        bridge.__enter__()
        self._agent.bridge = self._ending.bridge = bridge

    def _link_down(self) -> None:
        """Say so when it happens, above the prompt or the answer; the next thing to be felt connects again."""
        bridge, screen = self._agent.bridge, self.watcher.screen
        error = bridge.link_error if bridge is not None else None
        if error is not None:
            self.told = error
            (screen.note if screen is not None else tell)(sentence(error))


def sentence(error: HapticsError) -> str:
    """What happened and its hint."""
    return f"{str(error).rstrip('.')}. {error.hint}"


def tell(text: str) -> None:
    """Say something beside the conversation."""
    typer.echo(text, err=True)
