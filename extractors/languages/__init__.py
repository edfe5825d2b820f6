"""The languages: folders of data, read by the engine. No engine logic lives here."""
