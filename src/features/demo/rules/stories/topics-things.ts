import type { Topic } from './story.ts'

/** What customers write to us about things, by type of case. */
export const topicsOfThings: Record<string, readonly Topic[]> = {
  technical_issue: [
    [
      'Chiller alarm E14 returns after every restart',
      'the alarm E14',
      'our chiller shows the alarm E14. After a restart it runs for twenty minutes, then the alarm is back. Serial {serial}.',
    ],
    [
      'Vacuum drops overnight',
      'the vacuum loss overnight',
      'since last week we lose vacuum overnight: 2 mbar in the evening, 60 in the morning. All valves are closed. The unit is {serial}.',
    ],
    [
      'Pump noise after service, second report',
      'the noise',
      'after the service in the last month our pump {serial} makes a grinding noise that was not there before. This is the second time we report it.',
    ],
    [
      'Chiller CH-12 short-cycles at low load',
      'the short cycles',
      'our CH-12 starts and stops every three minutes when only one line is running. Is that normal?',
    ],
    [
      'Spindle heat after bearing change',
      'the heat at the spindle',
      'since the bearings were changed the spindle of {serial} gets 20 K warmer than before. We do not dare to run it at full speed.',
    ],
    [
      'Error log asks for a key we do not have',
      'the key for the error log',
      'the controller of {serial} asks for a service key when I open the error log. Nobody gave us one.',
    ],
    [
      'Leak at flange DN40 after pressure test',
      'the leak at the flange',
      'after the pressure test the flange DN40 on {serial} leaks. We tightened it twice.',
    ],
    [
      'Sensor reads 3 K low after calibration',
      'the sensor reading',
      'since the calibration the sensor of {serial} reads 3 K low against our reference. The certificate says otherwise.',
    ],
    [
      'Noise limit at night, needs measurement',
      'the noise measurement',
      'our neighbours complain about the compressor at night. Could somebody measure the unit {serial} and tell us what it makes?',
    ],
    [
      'Touch panel freezes after update',
      'the frozen panel',
      'since the update the panel of {serial} freezes about once a day. Only the main switch helps.',
    ],
    [
      'Oil mist in the exhaust line',
      'the oil mist',
      'there is oil mist in the exhaust line of {serial}. The separator was changed in spring.',
    ],
    [
      'Cooling water flow alarm without reason',
      'the flow alarm',
      'the flow alarm of {serial} comes several times a day although our own meter shows 14 litres a minute.',
    ],
    [
      'Freeze dryer takes two hours longer than before',
      'the longer drying time',
      'our FD-3 needs two hours longer for the same recipe since about a week. Nothing was changed on our side.',
    ],
    [
      'Remote access shows the wrong unit',
      'the remote access',
      'in the remote view I see the values of somebody else’s pump instead of ours, {serial}. I suppose nobody wants that.',
    ],
  ],
  warranty_claim: [
    [
      'Warranty refused for a unit 11 months old',
      'the refused warranty',
      'your partner refused the warranty for {serial}, which is eleven months old, because of “wear”. It ran 600 hours. Please look at it again.',
    ],
    [
      'Float switch failed, serial {serial}',
      'the float switch',
      'the float switch of {serial} has failed after eight months. We would like to have it replaced under warranty.',
    ],
    [
      'Loan pump until the repair is finished',
      'the loan pump',
      'while {serial} is with you for repair we need a loan pump. Otherwise the tank has no circulation at weekends.',
    ],
    [
      'Crack in the housing, found at unpacking',
      'the crack in the housing',
      'when unpacking {serial} we found a crack in the housing. The carton was undamaged. Photos are ready.',
    ],
    [
      'Motor fails after nine months',
      'the failed motor',
      'the motor of {serial} has failed. It is nine months old and was never opened.',
    ],
    [
      'Display went dark in the second week',
      'the dark display',
      'the display of our new chiller {serial} went dark in its second week. It still cools, but we see nothing.',
    ],
    [
      'Seal kit worn out after 400 hours',
      'the worn seal kit',
      'the seal kit you fitted on {serial} is worn out after 400 hours. The data sheet says 4,000.',
    ],
  ],
  replacement_request: [
    [
      'Seal kit arrived for the wrong model',
      'the wrong seal kit',
      'the seal kit on order {order} is for the VP-22. We have the VP-40, {serial}. Could you send the right one soon?',
    ],
    [
      'Spare part list for a discontinued VP-18',
      'parts for the VP-18',
      'we still run two VP-18. Which spare parts can we order, and how long will you keep them?',
    ],
    [
      'Missing bolts in the rebuild kit',
      'the missing bolts',
      'the rebuild kit on {order} came without the six bolts that are on the list. We cannot close the housing.',
    ],
    [
      'Replacement for a worn coupling',
      'the coupling',
      'we need a replacement for the coupling of {serial}. It shows cracks, the machine is off.',
    ],
    [
      'Wrong plug on the delivered chiller',
      'the plug',
      'the chiller on {order} came with a plug for another country. Please send us the right cable.',
    ],
  ],
  service_outage: [
    [
      'Line 2 stopped: no vacuum on both heads',
      'line 2',
      'line 2 has no vacuum on both heads since 06:10. The controller of {serial} does not react. We are losing product.',
    ],
    [
      'Telemetry gateway offline since firmware 4.2',
      'the gateway',
      'since the firmware 4.2 the telemetry gateway is offline on all eleven units. We see no temperatures at all.',
    ],
    [
      'Cold room without cooling',
      'the cold room',
      'our cold room has no cooling, both chillers show the same fault. The room is at 9 °C and rising.',
    ],
    [
      'Portal cannot be reached from our plant',
      'the portal',
      'nobody in the plant can reach your portal since this morning. Other pages work.',
    ],
  ],
}
