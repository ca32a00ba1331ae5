import type { CustomerLanguage } from '../../../platform/catalogue.ts'
import type { NotificationKind } from '../../notifications/contract.ts'
import type { Metric } from '../../sla/contract.ts'

export interface NotificationTexts {
  warning: string
  escalation: string
  /** What no clock tells, as far as it is mailed. */
  others: Record<OtherKind, string>
  /** What happened to which clock, with its due instant where it has one. */
  happened: string
  happenedDue: string
  team: string
  /** Above the link by which whoever is asked decides, and below it. */
  decide: string
  decideUntil: string
  metrics: Record<Metric, string>
}

export type OtherKind = Exclude<
  NotificationKind,
  'clock_warned' | 'clock_escalated' | 'mailbox_failing' | 'mailbox_silent' | 'contract_short'
>

/** What the mail about a notification says to a colleague. */
export const notificationTexts: Record<CustomerLanguage, NotificationTexts> = {
  en: {
    warning: 'Warning',
    escalation: 'Escalation, level {level}',
    others: {
      case_escalated: 'A case is escalated to you',
      standing_check: 'A case needs somebody',
      child_resolved: 'A child case is resolved',
      case_offered: 'A case is offered to you',
      routing_overdue: 'Nobody has this case yet',
      approval_asked: 'Please decide',
      approval_reminded: 'Still waiting for your decision',
      approval_overdue: 'Overdue approval',
      approval_approved: 'Approved',
      approval_rejected: 'Rejected',
      task_reminded: 'A task is still to do',
      promise_due: 'A promise falls due',
      promise_broken: 'A promise was not kept',
      survey_low: 'A customer was not satisfied',
      side_conversation: 'A side conversation needs you',
    },
    happened: '{what}: {clock}.',
    happenedDue: '{what}: {clock}, due {due} ({zone}).',
    team: 'Team: {team}',
    decide: 'Look at it and decide here:',
    decideUntil: 'The link is for you alone, decides once, and is good until {until}. Opening it decides nothing.',
    metrics: {
      first_response: 'First response',
      next_response: 'Next response',
      periodic_update: 'Periodic update',
      customer_wait: 'Customer wait',
      agent_work: 'Agent work',
      resolution: 'Resolution',
      team_ownership: 'Team ownership',
      milestone: 'Milestone',
    },
  },
  de: {
    warning: 'Warnung',
    escalation: 'Eskalation, Stufe {level}',
    others: {
      case_escalated: 'Ein Fall ist an Sie eskaliert',
      standing_check: 'Ein Fall braucht jemanden',
      child_resolved: 'Ein Unterfall ist gelöst',
      case_offered: 'Ein Fall wird Ihnen angeboten',
      routing_overdue: 'Diesen Fall hat noch niemand',
      approval_asked: 'Bitte entscheiden',
      approval_reminded: 'Wartet noch auf Ihre Entscheidung',
      approval_overdue: 'Überfällige Genehmigung',
      approval_approved: 'Genehmigt',
      approval_rejected: 'Abgelehnt',
      task_reminded: 'Eine Aufgabe ist noch offen',
      promise_due: 'Eine Zusage wird fällig',
      promise_broken: 'Eine Zusage wurde nicht gehalten',
      survey_low: 'Ein Kunde war nicht zufrieden',
      side_conversation: 'Ein Nebengespräch braucht Sie',
    },
    happened: '{what}: {clock}.',
    happenedDue: '{what}: {clock}, fällig {due} ({zone}).',
    team: 'Team: {team}',
    decide: 'Hier ansehen und entscheiden:',
    decideUntil: 'Der Link ist nur für Sie, entscheidet einmal und gilt bis {until}. Ihn zu öffnen entscheidet nichts.',
    metrics: {
      first_response: 'Erste Antwort',
      next_response: 'Nächste Antwort',
      periodic_update: 'Regelmäßiger Zwischenstand',
      customer_wait: 'Wartezeit des Kunden',
      agent_work: 'Arbeitszeit am Fall',
      resolution: 'Lösung',
      team_ownership: 'Zeit beim Team',
      milestone: 'Meilenstein',
    },
  },
  fr: {
    warning: 'Avertissement',
    escalation: 'Escalade, niveau {level}',
    others: {
      case_escalated: 'Un dossier vous est transmis en escalade',
      standing_check: 'Un dossier attend quelqu’un',
      child_resolved: 'Un sous-dossier est résolu',
      case_offered: 'Un dossier vous est proposé',
      routing_overdue: 'Personne n’a encore ce dossier',
      approval_asked: 'À décider',
      approval_reminded: 'En attente de votre décision',
      approval_overdue: 'Approbation en retard',
      approval_approved: 'Approuvé',
      approval_rejected: 'Refusé',
      task_reminded: 'Une tâche reste à faire',
      promise_due: 'Une promesse arrive à échéance',
      promise_broken: 'Une promesse n’a pas été tenue',
      survey_low: 'Un client n’était pas satisfait',
      side_conversation: 'Une conversation annexe vous attend',
    },
    happened: '{what} : {clock}.',
    happenedDue: '{what} : {clock}, échéance {due} ({zone}).',
    team: 'Équipe : {team}',
    decide: 'Consultez et décidez ici :',
    decideUntil: 'Ce lien est pour vous seul, décide une fois et vaut jusqu’au {until}. L’ouvrir ne décide rien.',
    metrics: {
      first_response: 'Première réponse',
      next_response: 'Réponse suivante',
      periodic_update: 'Point régulier',
      customer_wait: 'Attente du client',
      agent_work: 'Travail sur le dossier',
      resolution: 'Résolution',
      team_ownership: 'Temps dans l’équipe',
      milestone: 'Jalon',
    },
  },
  es: {
    warning: 'Aviso',
    escalation: 'Escalado, nivel {level}',
    others: {
      case_escalated: 'Un caso se ha escalado a usted',
      standing_check: 'Un caso necesita a alguien',
      child_resolved: 'Un subcaso está resuelto',
      case_offered: 'Se le ofrece un caso',
      routing_overdue: 'Nadie tiene este caso todavía',
      approval_asked: 'Por decidir',
      approval_reminded: 'Todavía espera su decisión',
      approval_overdue: 'Aprobación vencida',
      approval_approved: 'Aprobado',
      approval_rejected: 'Rechazado',
      task_reminded: 'Una tarea sigue pendiente',
      promise_due: 'Un compromiso está por vencer',
      promise_broken: 'Un compromiso no se cumplió',
      survey_low: 'Un cliente no quedó satisfecho',
      side_conversation: 'Una conversación paralela le espera',
    },
    happened: '{what}: {clock}.',
    happenedDue: '{what}: {clock}, vence el {due} ({zone}).',
    team: 'Equipo: {team}',
    decide: 'Véalo y decida aquí:',
    decideUntil: 'El enlace es solo para usted, decide una vez y vale hasta el {until}. Abrirlo no decide nada.',
    metrics: {
      first_response: 'Primera respuesta',
      next_response: 'Siguiente respuesta',
      periodic_update: 'Información periódica',
      customer_wait: 'Espera del cliente',
      agent_work: 'Trabajo en el caso',
      resolution: 'Resolución',
      team_ownership: 'Tiempo en el equipo',
      milestone: 'Hito',
    },
  },
  ar: {
    warning: 'تحذير',
    escalation: 'تصعيد، المستوى {level}',
    others: {
      case_escalated: 'تم تصعيد حالة إليك',
      standing_check: 'هناك حالة تحتاج إلى من يتولاها',
      child_resolved: 'تم حل حالة فرعية',
      case_offered: 'حالة معروضة عليك',
      routing_overdue: 'لم يتولَّ أحد هذه الحالة بعد',
      approval_asked: 'بانتظار قرارك',
      approval_reminded: 'ما زال بانتظار قرارك',
      approval_overdue: 'موافقة متأخرة',
      approval_approved: 'تمت الموافقة',
      approval_rejected: 'رُفض',
      task_reminded: 'مهمة ما زالت مفتوحة',
      promise_due: 'وعد يحين موعده',
      promise_broken: 'وعد لم يُوفَ به',
      survey_low: 'عميل غير راضٍ',
      side_conversation: 'هناك محادثة جانبية بانتظارك',
    },
    happened: '{what}: {clock}.',
    happenedDue: '{what}: {clock}، الموعد {due} ({zone}).',
    team: 'الفريق: {team}',
    decide: 'اطّلع وقرّر هنا:',
    decideUntil: 'الرابط لك وحدك، يقرر مرة واحدة، وهو صالح حتى {until}. فتحه لا يقرر شيئاً.',
    metrics: {
      first_response: 'الرد الأول',
      next_response: 'الرد التالي',
      periodic_update: 'التحديث الدوري',
      customer_wait: 'انتظار العميل',
      agent_work: 'العمل على الحالة',
      resolution: 'الحل',
      team_ownership: 'الوقت لدى الفريق',
      milestone: 'مرحلة رئيسية',
    },
  },
}
