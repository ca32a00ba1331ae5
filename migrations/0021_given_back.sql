-- What a case took beyond the balance can be given back too; and since when a contract is known to be cancelled, so that
-- a question about an instant before is answered by what stood then.

alter table entitlement_entry drop constraint entitlement_entry_overage_check;
alter table entitlement_entry add constraint entitlement_entry_overage_check
  check (overage >= 0 or kind = 'give_back');

alter table service_contract add column cancelled_at timestamptz;
update service_contract set cancelled_at = coalesce(
  (select min(event.at) from event
    where event.name = 'contract.cancelled' and event.content->>'contractId' = service_contract.id::text),
  cancelled_on)
where cancelled_on is not null;
alter table service_contract add constraint service_contract_cancelled_at
  check ((cancelled_on is null) = (cancelled_at is null));
