"""The demonstration register: real public events and four sessions of a commission, told again from resources/demo."""
