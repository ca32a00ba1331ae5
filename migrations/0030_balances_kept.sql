-- Opening a case must not read a ledger from its beginning: the balance stands beside it. The ledger stays the truth;
-- whoever writes a line moves the balance in the same statement, and `caseward doctor` compares the two.

alter table entitlement add column balance int not null default 0;
update entitlement set balance = sums.balance
from (select entitlement_id, sum(amount) as balance from entitlement_entry group by entitlement_id) sums
where sums.entitlement_id = entitlement.id;

-- The grants that have not ended: few, however long the ledger is.
create index entitlement_entry_live on entitlement_entry (entitlement_id, coalesce(expires_at, 'infinity'))
  where amount > 0;
