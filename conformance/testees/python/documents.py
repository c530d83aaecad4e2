"""Capability documents: which sections there are, and the codec of each."""
import json
import os

from codec import SectionCodec


def load_codecs(folder):
    """Every section of every build below the folder, by MODEL|BUILD|SECTION."""
    codecs = {}
    for path, _folders, files in sorted(os.walk(folder)):
        for name in sorted(files):
            if not name.endswith(".json"):
                continue
            with open(os.path.join(path, name), encoding="utf-8") as file:
                document = json.load(file)
            for model_id, model in document["models"].items():
                for section in model["sections"]:
                    key = "|".join((model_id, document["build"], section["id"]))
                    codecs[key] = SectionCodec(document, model, section)
    return codecs
