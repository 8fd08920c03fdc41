import type { XmlHandlers } from '../xml.ts';

/** One period of one product of one flow, as the document states it. */
export type ProdmlPeriod = {
  readonly facility: string;
  readonly facilityUid: string;
  /** By its name, else its uid. */
  readonly flow: string;
  readonly flowUid: string;
  readonly kind: string;
  readonly qualifier: string;
  readonly product: string;
  readonly periodKind: string;
  readonly dateTime: string;
  readonly start: string;
  readonly end: string;
  readonly volume: string;
  readonly uom: string;
  readonly reference: string;
  readonly line: number;
};

type Draft = { -readonly [Key in keyof ProdmlPeriod]: ProdmlPeriod[Key] };
const BLANK: ProdmlPeriod = {
  facility: '',
  facilityUid: '',
  flow: '',
  flowUid: '',
  kind: '',
  qualifier: '',
  product: '',
  periodKind: '',
  dateTime: '',
  start: '',
  end: '',
  volume: '',
  uom: '',
  reference: '',
  line: 0,
};

/** Elements whose text is taken, by parent and name; a volume at standard conditions comes before another. */
const FIELDS: Readonly<Record<string, keyof Draft>> = {
  'Facility/Name': 'facility',
  'Flow/Name': 'flow',
  'Flow/Kind': 'kind',
  'Flow/Qualifier': 'qualifier',
  'Product/Kind': 'product',
  'Period/Kind': 'periodKind',
  'Period/DateTime': 'dateTime',
  'Period/Date': 'dateTime',
  'Period/Month': 'dateTime',
  'DateTime/DateTime': 'dateTime',
  'DateTime/Date': 'dateTime',
  'DateTime/Month': 'dateTime',
  'DateTime/DTimStart': 'start',
  'DateTime/DTimEnd': 'end',
  'Period/DateTimeStart': 'start',
  'Period/DateTimeEnd': 'end',
  'Properties/Volume': 'volume',
  'Properties/VolumeStd': 'volume',
  'VolumeValue/Volume': 'volume',
  'Period/Volume': 'volume',
  'MeasurementPressureTemperature/ReferenceTempPres': 'reference',
};

/** A period and the elements around it, which may say what they are after it. */
type Found = { readonly period: Draft; readonly product: Draft; readonly flow: Draft; readonly facility: Draft };

/**
 * Collects the periods of a ProductVolume as its elements come, in whatever order; what belongs to a
 * component is left out. A volume of a product outside every period is one without a time.
 */
export function prodmlPeriods(): {
  readonly handlers: XmlHandlers;
  periods(): readonly ProdmlPeriod[];
  /** The state that the document names for all its volumes; empty = none. */
  reference(): string;
} {
  const found: Found[] = [];
  const path: string[] = [];
  let facility: Draft = { ...BLANK };
  let flow: Draft = { ...BLANK };
  let product: Draft = { ...BLANK };
  let period: Draft = { ...BLANK };
  let text = '';
  let documentReference = '';
  let hasStandard = false;

  const open = (name: string, attributes: Readonly<Record<string, string>>, line: number): void => {
    path.push(name);
    text = '';
    if (name === 'Facility' && path.at(-2) === 'ProductVolume')
      facility = { ...BLANK, facilityUid: attributes.uid ?? '' };
    else if (name === 'Flow') flow = { ...BLANK, flow: attributes.uid ?? '', flowUid: attributes.uid ?? '' };
    else if (name === 'Product') product = { ...BLANK };
    else if (name === 'Period') {
      period = { ...BLANK, line };
      hasStandard = false;
    }
    const isVolume = FIELDS[`${path.at(-2)}/${name}`] === 'volume';
    if (isVolume && isOfPeriod(path) && !hasStandard) period.uom = attributes.uom ?? '';
    if (isVolume && isOfProductAlone(path)) found.push({ period: { ...BLANK, line }, product, flow, facility });
  };
  const close = (name: string): void => {
    const key = FIELDS[`${path.at(-2)}/${name}`];
    const value = text.trim();
    if (/^(ReferenceTempPres|StandardTempPres)$/.test(name) && !path.includes('Flow')) documentReference = value;
    if (key === 'facility' && path.at(-3) === 'ProductVolume') facility.facility = value;
    else if (key === 'flow' || key === 'kind' || key === 'qualifier') flow[key] = value;
    else if (key === 'product') product.product = value;
    else if (
      key !== undefined &&
      key !== 'line' &&
      value !== '' &&
      isOfPeriod(path) &&
      !(key === 'volume' && hasStandard)
    ) {
      period[key] = value;
      if (name === 'VolumeStd') hasStandard = true;
    }
    if (name === 'Period') found.push({ period, product, flow, facility });
    path.pop();
    text = '';
  };
  return {
    handlers: {
      open,
      text: (piece) => {
        text += piece;
      },
      close,
    },
    periods: () => found.map(identified),
    reference: () => documentReference,
  };
}

function identified({ period, product, flow, facility }: Found): ProdmlPeriod {
  return {
    ...period,
    facility: facility.facility,
    facilityUid: facility.facilityUid,
    flow: flow.flow,
    flowUid: flow.flowUid,
    kind: flow.kind,
    qualifier: flow.qualifier,
    product: product.product,
  };
}

function isOfPeriod(path: readonly string[]): boolean {
  return path.includes('Period') && !path.includes('ComponentContent');
}

function isOfProductAlone(path: readonly string[]): boolean {
  return path.includes('Product') && !path.includes('Period') && !path.includes('ComponentContent');
}
