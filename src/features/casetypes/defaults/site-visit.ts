import type { CaseTypeDefinition } from '../contract.ts'
import { shipped } from './build.ts'

/** How Norrvik sends a technician to a customer: a type of its own, which has changed once and is about to change again. */
const first = shipped('site_visit', {
  name: 'Site visit',
  description: 'A technician goes to the customer: to look, to measure or to repair.',
  words: 'technician, site visit, on site, come by, visit us',
  path: [
    ['planning', 'Planning', 'We plan the visit', ['Date agreed with the customer']],
    ['on_site', 'On site', 'Our technician is with you', [{ title: 'Report written', evidence: true }]],
  ],
  fields: [
    ['visit_on', 'Visit on', 'date'],
    ['technician', 'Technician', 'person'],
    ['access', 'How to get in', 'text'],
  ],
  teams: ['Technical support'],
  silenceHours: 168,
  reopen: 'on_site',
  codes: { done: 'Done on site', remote: 'Solved without a visit', called_off: 'Called off' },
  endsEarly: ['called_off', 'remote'],
}).definition

/** Planning became preparation, with the parts in it; who drives beyond the contract is agreed by the owner's manager. */
const second = shipped('site_visit', {
  name: 'Site visit',
  description: 'A technician goes to the customer: to look, to measure or to repair.',
  words: 'technician, site visit, on site, come by, visit us',
  path: [
    ['preparation', 'Preparation', 'We prepare the visit', ['Date agreed with the customer', 'Parts on the van']],
    ['on_site', 'On site', 'Our technician is with you', [{ title: 'Report written', evidence: true }]],
  ],
  fields: [
    ['visit_on', 'Visit on', 'date', { from: 'on_site' }],
    ['technician', 'Technician', 'person', { from: 'on_site' }],
    ['site_access', 'Access and safety on site', 'text'],
    ['cost', 'Cost of the visit', 'money'],
  ],
  approvals: [
    {
      title: 'Visit that costs more than €500',
      asks: 'A technician goes there although it costs this much. Whoever manages the owner of the case agrees.',
      fields: ['cost'],
      stage: 'preparation',
      when: { field: 'cost', over: 50_000 },
      approvers: [{ who: 'manager_of_owner' }],
      dueHours: 8,
    },
  ],
  teams: ['Technical support'],
  silenceHours: 168,
  reopen: 'on_site',
  codes: { done: 'Done on site', remote: 'Solved without a visit', called_off: 'Called off' },
  endsEarly: ['called_off', 'remote'],
  checklist: ['Customer has the report'],
}).definition

/** Being drawn: the nameplate is photographed, so that nobody asks for the serial number again. */
const drawn: CaseTypeDefinition = {
  ...second,
  stages: second.stages.map((stage) =>
    stage.key === 'on_site'
      ? {
          ...stage,
          tasks: [
            ...stage.tasks,
            { key: 'photo_of_the_nameplate', title: 'Photo of the nameplate', mandatory: false, evidence: true },
          ],
        }
      : stage,
  ),
}

export const siteVisit = {
  first,
  second,
  drawn,
  /** From the first version to the second. */
  mapping: { stages: { planning: 'preparation' }, fields: { access: 'site_access' } },
} as const
