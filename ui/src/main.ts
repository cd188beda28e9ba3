import "./styles/tokens.css";
import "./styles/base.css";

import { openBackend } from "$lib/backend";
import { mount } from "svelte";

import App from "./App.svelte";

mount(App, { target: document.body, props: { backend: await openBackend() } });
