interface SampleReport {
  indication: string
  findings: string
  impression: string
}

/** Reports of the sample studies that are not waiting; synthetic like their images. */
export const sampleReports: Record<string, SampleReport> = {
  'anna-chest-prior': {
    indication: 'Synthetic sample. Cough.',
    findings: 'Lungs clear. Heart size normal. No pleural effusion, no pneumothorax. Bones unremarkable.',
    impression: 'No acute cardiopulmonary abnormality.',
  },
  'taro-head-prior': {
    indication: 'Synthetic sample. Headache.',
    findings:
      'No haemorrhage. Grey-white differentiation preserved. Ventricles midline and of normal size. Skull intact.',
    impression: 'Normal unenhanced head CT.',
  },
  'minjun-mr': {
    indication: 'Synthetic sample. Dizziness for three weeks.',
    findings:
      'No mass, no abnormal signal of the brain parenchyma. Ventricles and sulci within normal limits.',
    impression: 'No explanation of the dizziness on this study.',
  },
  'olga-chest': {
    indication: 'Synthetic sample. Breathlessness, known heart failure.',
    findings: 'Left basal opacity with a meniscus, in keeping with pleural fluid. Heart enlarged.',
    impression: '',
  },
  'nikos-chest': {
    indication: 'Synthetic sample. Chest pain.',
    findings: 'Heart enlarged (cardiothoracic ratio 0.58). Lungs clear. No pneumothorax, no effusion.',
    impression: '1. Cardiomegaly.\n2. No pneumothorax, no consolidation.',
  },
}
