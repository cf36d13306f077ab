"""Alerts: who is told what changed.

config         alerts.toml: the mail server, the places, what is subscribed to
places         a place, a subscription, and the keys of one table of that file
matching       which published change is wanted by which subscription
queue          from changes to places: match, queue, pack, send, note
messages       what an alert says, in whatever form it goes out
channels       the kinds of places, a module each: what they are sent, and one attempt to send it
preview        a page with letters in every form
courtlistener  alerts that CourtListener is asked to send us
"""
