import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { theme } from '../theme/theme.ts'
import { queries } from './queries.ts'
import { router } from './routes.tsx'

const Notices = lazy(() => import('./Notices.tsx').then((m) => ({ default: m.Notices })))
const scheme = localStorageColorSchemeManager({ key: 'caseward-scheme' })

/** The variables of the theme come as a static sheet, so nothing injects a style element. */
export function App() {
  return (
    <MantineProvider
      theme={theme}
      colorSchemeManager={scheme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queries}>
        <Suspense fallback={null}>
          <Notices />
        </Suspense>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  )
}
