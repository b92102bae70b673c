"""What the Buttplug specification (versions 4 and 3) demands of each message, as JSON schemas of our own making."""

from __future__ import annotations

import jsonschema_rs

ID = {"type": "integer", "minimum": 1, "maximum": 4294967295}
ANY_ID = {**ID, "minimum": 0}
INDEX = {"type": "integer", "minimum": 0, "maximum": 4294967295}
NAME = {"type": "string"}
COUNT = {"type": "integer", "minimum": 0}


def thing(optional=(), **required):
    """An object with these fields and no others."""
    return {
        "type": "object",
        "properties": {**required, **dict(optional)},
        "required": list(required),
        "additionalProperties": False,
    }


RANGE = {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
FLAGS = {"Inputs": {"type": "boolean"}, "Outputs": {"type": "boolean"}, "DeviceIndex": INDEX, "FeatureIndex": INDEX}
PLAIN = ("RequestDeviceList", "StartScanning", "StopScanning", "Ping")
VALUE = thing(Value={"type": "integer"})
FEATURE_4 = thing(
    {
        "Output": {
            "type": "object",
            "additionalProperties": {"type": "object", "required": ["Value"], "properties": {"Value": RANGE}},
        },
        "Input": {
            "type": "object",
            "additionalProperties": thing(
                Value={"type": "array", "items": RANGE, "minItems": 1},
                Command={"type": "array", "items": {"enum": ["Read", "Subscribe"]}},
            ),
        },
    },
    FeatureIndex=INDEX,
    FeatureDescription=NAME,
)
DEVICE_4 = thing(
    {"DeviceDisplayName": NAME},
    DeviceName=NAME,
    DeviceIndex=INDEX,
    DeviceMessageTimingGap=COUNT,
    DeviceFeatures={"type": "object", "patternProperties": {"^[0-9]+$": FEATURE_4}, "additionalProperties": False},
)
SCALAR_3 = thing(StepCount={"type": "integer", "minimum": 1}, FeatureDescriptor=NAME, ActuatorType=NAME)
SENSOR_3 = thing(
    FeatureDescriptor=NAME,
    SensorType=NAME,
    SensorRange={"type": "array", "items": RANGE, "minItems": 1},
)
MESSAGES_3 = thing(
    {
        "SensorReadCmd": {"type": "array", "items": SENSOR_3, "minItems": 1},
        "ScalarCmd": {"type": "array", "items": SCALAR_3, "minItems": 1},
        "LinearCmd": {"type": "array"},
        "StopDeviceCmd": thing(),
    }
)
DEVICE_3 = {"DeviceName": NAME, "DeviceIndex": INDEX, "DeviceMessages": MESSAGES_3}
GAP_3 = {"DeviceDisplayName": NAME, "DeviceMessageTimingGap": COUNT}
SAID = {"Ok": thing(Id=ID), "Error": thing(Id=ANY_ID, ErrorMessage=NAME, ErrorCode={"enum": [0, 1, 2, 3, 4]})}

FROM_CLIENT = {
    4: {
        **{name: thing(Id=ID) for name in PLAIN},
        "RequestServerInfo": thing(Id=ID, ClientName=NAME, ProtocolVersionMajor=COUNT, ProtocolVersionMinor=COUNT),
        "StopCmd": thing(FLAGS, Id=ID),
        "InputCmd": thing(
            Id=ID,
            DeviceIndex=INDEX,
            FeatureIndex=INDEX,
            Type={"enum": ["Battery", "RSSI", "Button", "Pressure"]},
            Command={"enum": ["Read", "Subscribe", "Unsubscribe"]},
        ),
        "OutputCmd": thing(
            Id=ID,
            DeviceIndex=INDEX,
            FeatureIndex=INDEX,
            Command={
                **thing({"Vibrate": VALUE, "Rotate": VALUE, "Oscillate": VALUE}),
                "minProperties": 1,
                "maxProperties": 1,
            },
        ),
    },
    3: {
        **{name: thing(Id=ID) for name in PLAIN},
        "RequestServerInfo": thing(Id=ID, ClientName=NAME, MessageVersion={"type": "integer", "minimum": 1}),
        "StopDeviceCmd": thing(Id=ID, DeviceIndex=INDEX),
        "StopAllDevices": thing(Id=ID),
        "SensorReadCmd": thing(Id=ID, DeviceIndex=INDEX, SensorIndex=INDEX, SensorType=NAME),
        "ScalarCmd": thing(
            Id=ID,
            DeviceIndex=INDEX,
            Scalars={
                "type": "array",
                "minItems": 1,
                "items": thing(Index=INDEX, Scalar={"type": "number", "minimum": 0, "maximum": 1}, ActuatorType=NAME),
            },
        ),
    },
}
FROM_SERVER = {
    4: {
        **SAID,
        "ServerInfo": thing(
            Id=ID, ServerName=NAME, MaxPingTime=COUNT, ProtocolVersionMajor=COUNT, ProtocolVersionMinor=COUNT
        ),
        "DeviceList": thing(
            Id=ANY_ID,
            Devices={"type": "object", "patternProperties": {"^[0-9]+$": DEVICE_4}, "additionalProperties": False},
        ),
        "InputReading": thing(
            Id=ANY_ID,
            DeviceIndex=INDEX,
            FeatureIndex=INDEX,
            Reading={
                "type": "object",
                "additionalProperties": thing(Value={"type": "integer"}),
                "minProperties": 1,
            },
        ),
        "ScanningFinished": thing(Id={"const": 0}),
    },
    3: {
        **SAID,
        "SensorReading": thing(
            Id=ANY_ID,
            DeviceIndex=INDEX,
            SensorIndex=INDEX,
            SensorType=NAME,
            Data={"type": "array", "items": {"type": "integer"}, "minItems": 1},
        ),
        "ServerInfo": thing(Id=ID, ServerName=NAME, MaxPingTime=COUNT, MessageVersion=COUNT),
        "DeviceList": thing(Id=ID, Devices={"type": "array", "items": thing(GAP_3, **DEVICE_3)}),
        "DeviceAdded": thing(GAP_3, Id={"const": 0}, **DEVICE_3),
        "DeviceRemoved": thing(Id={"const": 0}, DeviceIndex=INDEX),
        "ScanningFinished": thing(Id={"const": 0}),
    },
}


def checker(messages):
    """A validator of whole frames: a non-empty array of messages, each of one kind."""
    one = {**thing(messages), "minProperties": 1, "maxProperties": 1}
    return jsonschema_rs.Draft7Validator({"type": "array", "minItems": 1, "items": one})


CLIENT = {version: checker(messages) for version, messages in FROM_CLIENT.items()}
SERVER = {version: checker(messages) for version, messages in FROM_SERVER.items()}
