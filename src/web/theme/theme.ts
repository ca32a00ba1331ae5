import {
  type ButtonProps,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineTheme,
} from '@mantine/core'

const ink: MantineColorsTuple = [
  '#eef5f5',
  '#dce9ea',
  '#b5d2d5',
  '#84c3cc',
  '#69a4ac',
  '#4d8f99',
  '#357884',
  '#1a5f6c',
  '#12505d',
  '#0b3d48',
]
const gray: MantineColorsTuple = [
  '#fcfbf8',
  '#f5f3ee',
  '#efece5',
  '#e5e1d8',
  '#d2cdc2',
  '#aaa598',
  '#837e73',
  '#5c5850',
  '#3c3933',
  '#22201c',
]
const dark: MantineColorsTuple = [
  '#edeae3',
  '#d5d1c8',
  '#bdb8ad',
  '#979286',
  '#3d3a34',
  '#2c2a26',
  '#23221e',
  '#1a1916',
  '#151412',
  '#11100e',
]

const filled = {
  '--button-bg': 'var(--accent)',
  '--button-hover': 'var(--accent-2)',
  '--button-color': 'var(--on-accent)',
}

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 8, dark: 3 },
  autoContrast: true,
  colors: { ink, gray, dark },
  fontFamily: 'var(--font-ui)',
  headings: { fontFamily: 'var(--font-title)', fontWeight: '600' },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '21px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '4px', md: '5px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  focusRing: 'auto',
  cursorType: 'pointer',
  components: {
    Button: {
      defaultProps: { size: 'xs' },
      styles: { root: { fontWeight: 550, flexShrink: 0 } },
      vars: (_theme: MantineTheme, props: ButtonProps) => ({
        root: props.variant && props.variant !== 'filled' ? {} : filled,
      }),
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Modal: {
      defaultProps: {
        lockScroll: false,
        radius: 'lg',
        transitionProps: { duration: 90 },
        overlayProps: { backgroundOpacity: 0.28, color: '#28231a' },
      },
    },
    Popover: { defaultProps: { shadow: 'none', radius: 'lg', transitionProps: { duration: 90 } } },
    Menu: { defaultProps: { shadow: 'none', radius: 'lg', transitionProps: { duration: 90 } } },
    Tooltip: { defaultProps: { openDelay: 350, fz: 12, transitionProps: { duration: 80 } } },
    InputWrapper: {
      styles: {
        description: { fontSize: 12, marginTop: 1, marginBottom: 5 },
        label: { fontWeight: 550, fontSize: 13 },
      },
    },
    Checkbox: {
      defaultProps: { size: 'xs', radius: 'xs' },
      vars: () => ({ root: { '--checkbox-color': 'var(--accent)', '--checkbox-icon-color': 'var(--on-accent)' } }),
    },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', comboboxProps: { shadow: 'none' } } },
    NativeSelect: { defaultProps: { size: 'sm' } },
  },
})

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--paper)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-default-border': 'var(--line-2)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--overdue)',
  },
  light: { '--mantine-color-default': 'var(--paper-float)', '--mantine-color-default-hover': 'var(--paper-side)' },
  dark: { '--mantine-color-default': 'var(--paper-float)', '--mantine-color-default-hover': 'var(--line)' },
})
