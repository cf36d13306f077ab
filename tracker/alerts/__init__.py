"""Alerts: who is told of what changed.

config         alerts.toml: the mail server, the places, the subscriptions
matching       which published change is wanted by which subscription
queue          from changes to places: match, queue, pack, send, note
messages       what an alert says: as a mail, in chat, as JSON, as a preview
channels       one attempt to bring a message to a place
courtlistener  alerts that CourtListener is asked to send us
"""
