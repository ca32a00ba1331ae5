-- Whoever is owed a word when a backup comes back may have had it since the backup was made: that counts as one.
alter table customer_word alter column message_id drop not null;
alter table customer_word drop constraint customer_word_kind_check;
alter table customer_word add constraint customer_word_kind_check check (kind in ('stage', 'in_touch', 'restored'));
alter table customer_word add constraint customer_word_has_message check ((kind = 'restored') = (message_id is null));
