import { ErrorBoundary } from "./ErrorBoundary";
import { Providers } from "./Providers";
import { AppRoutes } from "./routes";

export function App() {
  return (
    <Providers>
      <ErrorBoundary>
        <AppRoutes />
      </ErrorBoundary>
    </Providers>
  );
}
