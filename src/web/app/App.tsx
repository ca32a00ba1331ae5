import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { theme } from '../theme/theme.ts'

const scheme = localStorageColorSchemeManager({ key: 'caseward-scheme' })

export function App() {
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={scheme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Notifications position="bottom-left" autoClose={8000} />
    </MantineProvider>
  )
}
