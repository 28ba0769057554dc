import type { RuleCondition, RuleDraft, RuleKind } from './answers'

export const kindWords: Record<RuleKind, string> = {
  forward: 'Forward what arrives',
  prefetch: 'Fetch priors',
  retention: 'Remove after a time',
  quota: 'Remove when the archive is full',
  cold: 'Move to cold storage',
}

/** "Forward to PACS2: CT, MR from CT1" */
export function ruleSentence(rule: RuleDraft, destinationName: (id: string) => string): string {
  return `${deedOf(rule, destinationName)}: ${conditionWords(rule.condition)}`
}

function deedOf(rule: RuleDraft, destinationName: (id: string) => string): string {
  switch (rule.kind) {
    case 'forward':
      return `Forward to ${destinationName(rule.settings.destinationId)}`
    case 'prefetch': {
      const { destinationId, most, years } = rule.settings
      return `Fetch up to ${most} priors of ${years} years from ${destinationName(destinationId)}`
    }
    case 'retention':
      return `Remove ${rule.settings.days} days after the last image`
    case 'quota':
      return `Remove the oldest read studies above ${rule.settings.gigabytes} GB`
    case 'cold':
      return `Move to cold storage ${rule.settings.days} days after the last image`
  }
}

function conditionWords(condition: RuleCondition): string {
  const parts = [
    listed('', condition.Modality),
    listed('of ', condition.BodyPartExamined),
    listed('described as ', condition.StudyDescription),
    listed('at ', condition.InstitutionName),
    listed('from ', condition.origin),
  ].filter((part) => part !== '')
  return parts.length === 0 ? 'every study' : parts.join(' ')
}

function listed(before: string, words: readonly string[]): string {
  return words.length === 0 ? '' : `${before}${words.join(' or ')}`
}
