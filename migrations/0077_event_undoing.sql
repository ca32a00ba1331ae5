-- What takes an act back is found by itself: reports leave out both, however many other events there are.
create index event_undoing on event (at) where content ? 'undoes';
