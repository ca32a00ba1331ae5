import { type ShippedType, shipped } from './build.ts'
import { stillDown } from './letters.ts'

/** Types about things that do not work, rules to keep, and questions. */
export const serviceTypes: ShippedType[] = [
  shipped('service_outage', {
    name: 'Service outage',
    uncovered: 'warn',
    description: 'Something that many rely on does not work at all.',
    words: 'outage, down, offline, unreachable, standstill, line stopped, stopped, ausfall, stillstand, panne, caído',
    priority: 'critical',
    weight: 3,
    path: [
      ['confirm', 'Confirm', 'We confirm the outage', ['Scope and start of the outage noted']],
      [
        'contain',
        'Contain',
        'We contain it',
        ['Workaround tried', { title: 'Affected customers listed', doneBy: { teamNamed: 'Customer accounts' } }],
      ],
      ['restore', 'Restore', 'We restore the service', ['Service checked from outside']],
      ['review', 'Review', 'We review what happened'],
    ],
    fields: [
      [
        'scope',
        'Scope',
        'choice',
        {
          from: 'contain',
          choices: { one: 'One machine', line: 'One line', site: 'A whole site', many: 'Several customers' },
        },
      ],
      ['production_stands', 'Production stands still', 'yes_no', { from: 'contain' }],
      ['workaround', 'Workaround', 'long_text'],
    ],
    inTouch: stillDown,
    leads: {
      received: ['confirm'],
      confirm: ['contain'],
      contain: ['restore', 'confirm'],
      restore: ['review', 'contain'],
    },
    teams: ['Technical support', 'Operations'],
    reopen: 'contain',
    rootCause: true,
    codes: { restored: 'Restored', workaround: 'Workaround in place', no_outage: 'No outage on our side' },
    endsEarly: ['no_outage'],
    checklist: ['Customers told that it works again', 'Review written'],
    confirmationDays: 2,
    followUpHours: 4,
    silenceHours: 8,
  }),
  shipped('technical_issue', {
    name: 'Technical issue',
    uncovered: 'warn',
    description: 'A product or service does not do what it should.',
    words:
      'error, alarm, fault, does not work, not working, failure, leak, noise, vacuum, sensor, firmware, crash, bug, fehler, störung, undicht, erreur, panne, avería',
    weight: 2,
    path: [
      ['diagnose', 'Diagnose', 'We look for the cause', ['Reproduction or symptoms noted']],
      ['remote_fix', 'Remote fix', 'We try to mend it from here', ['What was changed is noted']],
      [
        'field_visit',
        'Field visit',
        'We come to you',
        [
          { title: 'Visit agreed with the customer', doneBy: { teamNamed: 'Field service' } },
          { title: 'Service report filed', after: 'Visit agreed with the customer', evidence: true },
        ],
      ],
      ['verify', 'Verify', 'We check that it works', ['Customer-facing update written']],
    ],
    fields: [
      ['serial', 'Serial number', 'text', { compare: 'asset_serial' }],
      ['firmware', 'Firmware', 'text'],
      ['reproduced', 'Reproduced by us', 'yes_no'],
      ['steps', 'How to reproduce it', 'long_text', { when: ['reproduced', 'yes'] }],
    ],
    leads: {
      received: ['diagnose'],
      diagnose: ['remote_fix', 'field_visit'],
      remote_fix: ['verify', 'field_visit'],
      field_visit: ['verify'],
      verify: ['diagnose'],
    },
    teams: ['Technical support', 'Field service'],
    reopen: 'diagnose',
    rootCause: true,
    codes: {
      fixed: 'Fixed',
      workaround: 'Workaround',
      by_design: 'Works as designed',
      not_reproducible: 'Could not be reproduced',
      duplicate: 'Known already',
    },
    endsEarly: ['duplicate'],
  }),
  shipped('onboarding_blocker', {
    name: 'Onboarding blocker',
    uncovered: 'warn',
    description: 'A new customer cannot go on until something is done.',
    words:
      'onboarding, commissioning, installation, activation, go live, training, set up, second site, inbetriebnahme, einrichtung, mise en service',
    priority: 'high',
    weight: 2,
    path: [
      ['plan', 'Plan', 'We plan the next step', ['Milestone and date agreed']],
      ['unblock', 'Unblock', 'We remove the obstacle'],
      [
        'verify',
        'Verify',
        'We check the milestone with you',
        [{ title: 'Milestone verified with the customer', evidence: true, doneBy: 'owner' }],
      ],
    ],
    fields: [
      ['milestone', 'Milestone', 'text', { from: 'unblock' }],
      ['milestone_on', 'Agreed for', 'date', { from: 'unblock' }],
      [
        'blocked_by',
        'Blocked by',
        'several',
        {
          choices: { training: 'Training', access: 'Access', hardware: 'Hardware', data: 'Data', contract: 'Contract' },
        },
      ],
    ],
    teams: ['Onboarding', 'Customer accounts'],
    reopen: 'plan',
    codes: { milestone: 'Milestone reached', replanned: 'Replanned', cancelled: 'Cancelled' },
    endsEarly: ['cancelled'],
  }),
  shipped('compliance_request', {
    name: 'Compliance request',
    description: 'A certificate, a declaration, personal data or another legal duty.',
    words:
      'certificate, conformity, compliance, gdpr, personal data, audit, declaration, calibration, zertifikat, konformität, datenschutz, certificat, certificado',
    path: [
      ['identify', 'Identify', 'We check who asks and for what', ['Identity of the requester checked']],
      ['collect', 'Collect', 'We collect the documents'],
      [
        'approve',
        'Approve',
        'We approve the answer',
        [
          'Answer drafted',
          { title: 'Answer approved by the person responsible', after: 'Answer drafted', doneBy: 'lead' },
        ],
      ],
    ],
    fields: [
      [
        'asks_for',
        'Asks for',
        'choice',
        {
          from: 'collect',
          choices: {
            certificate: 'A certificate',
            declaration: 'A declaration',
            personal_data: 'Their personal data',
            erasure: 'Erasure',
            audit: 'An audit',
          },
        },
      ],
      ['legal_deadline', 'Legal deadline', 'date', { from: 'collect', when: ['asks_for', 'personal_data', 'erasure'] }],
      ['answered_by', 'Person responsible', 'person', { from: 'approve' }],
    ],
    leads: { received: ['identify'], identify: ['collect'], collect: ['approve', 'identify'], approve: ['collect'] },
    teams: ['Compliance', 'Legal', 'Customer accounts'],
    reopen: 'collect',
    codes: { provided: 'Provided', refused: 'Refused with legal reason', not_ours: 'Not ours to answer' },
    approvals: [
      {
        title: 'Legal answer released',
        asks: 'What we send is complete, right and may leave us. The lead looks first, then whoever is responsible here.',
        fields: ['asks_for'],
        stage: 'approve',
        when: { field: 'asks_for', is: ['personal_data', 'erasure', 'audit'] },
        approvers: [{ who: 'lead' }, { who: 'role', role: 'manager' }],
        mode: 'all',
        inOrder: true,
        dueHours: 40,
        remindHours: [16, 32],
        rejectTo: 'collect',
      },
    ],
    checklist: ['What was sent is filed'],
    silenceHours: 168,
  }),
  shipped('citizen_request', {
    name: 'Citizen request',
    description: 'A resident reports something or applies for something.',
    words:
      'pothole, street light, permit, resident, playground, noise at night, waste collection, schlagloch, straßenlaterne, antrag, nid de poule',
    path: [
      ['assess', 'Assess', 'We look at your request', ['Responsibility checked']],
      ['act', 'Act', 'We are working on it'],
      ['inform', 'Inform', 'We tell you the result'],
    ],
    fields: [
      ['place', 'Place', 'text', { from: 'act' }],
      ['responsible', 'Ours to do', 'yes_no', { from: 'act' }],
      ['passed_to', 'Passed to', 'text', { from: 'inform', when: ['responsible', 'no'] }],
    ],
    reopen: 'assess',
    codes: {
      done: 'Done',
      scheduled: 'Scheduled',
      not_responsible: 'Passed to who is responsible',
      refused: 'Refused with reason',
    },
    confirmationDays: 14,
    silenceHours: 168,
  }),
  shipped('general_question', {
    name: 'General question',
    uncovered: 'warn',
    description: 'A question that an answer resolves.',
    words: 'question, how do i, how to, which, frage, question sur, pregunta',
    path: [['answer', 'Answer', 'We write your answer']],
    reopen: 'answer',
    codes: {
      answered: 'Answered',
      forwarded: 'Passed on',
      no_answer_needed: 'No answer needed',
      duplicate: 'Asked already',
    },
    endsEarly: ['no_answer_needed', 'duplicate'],
  }),
]
